# SPDX-FileCopyrightText: 2026 The Equipoise authors
# SPDX-License-Identifier: Apache-2.0

"""Breaks a running service in every way that script/torture knows, and looks at what is left."""
