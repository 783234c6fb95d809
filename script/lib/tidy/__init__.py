# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""The rules of script/tidy, as functions from a tree of texts to findings."""
