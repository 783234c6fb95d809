// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Service

/// `help`: what there is, from the tables that the program itself goes by.
enum Help {
    static let overview = """
        Turns an imbalanced image dataset into a balanced one, and leaks nothing into the test set.

          equipoise serve    [--host 127.0.0.1] [--port 8080] [--data DIR] [--workers N] [limits …]
          equipoise balance  DATASET.zip -o OUT.zip [--workers N] [options …]
          equipoise balance  DATASET.zip -o OUT.zip --recipe recipe.json
          equipoise inspect  DATASET.zip [options …]
          equipoise verify   OUT.zip --dataset DATASET.zip [--labels TABLE.csv] [--workers N]
          equipoise sample   OUT.zip [--counts 120,300,90] [--size 640] [--seed N]
          equipoise token    new NAME [--scopes read,submit] [--tenant NAME] | list | revoke NAME
          equipoise health   [--url http://127.0.0.1:8080 | --socket PATH]
          equipoise version
          equipoise help     [COMMAND | options | limits]

        DATASET.zip holds one folder of images for each class: CLASS/IMAGE or ROOT/CLASS/IMAGE.
        Exit codes: 0 done, 1 failed, 2 wrong usage or option, 3 the dataset was refused.

        """

    static func run(_ words: [String]) throws(UsageError) -> ExitCode {
        StandardStream.output.write(try text(words))
        return .done
    }

    private static func text(_ words: [String]) throws(UsageError) -> String {
        if words.count > 1 { throw UsageError("‘\(words[1])’ is one word too many") }
        switch words.first {
        case nil: return overview
        case "options", "balance", "inspect": return options
        case "serve": return settings
        case "limits": return SettingTable.markdown
        case "verify":
            return """
                equipoise verify OUT.zip --dataset DATASET.zip [--labels TABLE.csv] [--workers N]

                Makes every image of the balanced OUT.zip again, from the dataset and from its row
                in manifest.csv, and compares: the entry's bytes, the source's, and the new image's
                with the SHA-256 that the row gives. Plans the run again as well, by recipe.json:
                the rows must be those of the plan, none lacking and none more, and dropped.csv,
                weights.json, leakage.csv and recipe.json must have the bytes that the run gives.
                Prints each thing that is wrong on a line, FILE: KIND: DETAIL, the first 1,000.
                Exit code 0: nothing is. 1: something is. 3: one of the zips cannot be used at all.

                An archive of another version, or of a dataset whose --labels are not given, is not
                compared with a plan, and the output says so: its split, rows that were removed
                together with their images, and those tables are then not checked.

                The recipe itself is taken as it is, and so are the limits on images and files: a
                run under other limits than the defaults may differ. To make the archive again:

                  unzip -p OUT.zip recipe.json >recipe.json
                  equipoise balance DATASET.zip -o AGAIN.zip --recipe recipe.json
                  cmp OUT.zip AGAIN.zip

                """
        case "sample":
            return """
                equipoise sample OUT.zip [--counts 120,300,90] [--size 640] [--seed N]

                Draws radiograph-like phantoms of as many classes as there are counts, and puts
                them into OUT.zip: a dataset to try things on that nobody's patients are in.

                """
        case "token": return TokenCommand.help
        case "trial": return TrialCommand.help
        case "health":
            return """
                equipoise health [--url http://HOST:PORT | --socket PATH] [--ready]

                Asks a running service whether it answers: exit code 0 when it does, else 1.
                With --socket it asks at the Unix-domain socket that the service was given.
                With --ready it asks whether jobs are taken, and prints why not.

                """
        case "version":
            return "equipoise version\n\nPrints the version, and those of the libraries.\n"
        case "help": return overview
        case let other?: throw UsageError("there is no help on ‘\(other)’")
        }
    }

    /// The options of `balance` and `inspect`, of the query and of the form.
    private static var options: String {
        let rows = OptionTable.all.map { option in
            "  --\(option.name)  (\(option.defaultText.map { "default: \($0)" } ?? "not set"))\n"
                + "      \(option.summary)\n      Takes \(option.accepted).\n"
        }
        return """
            equipoise balance DATASET.zip -o OUT.zip [--workers N] [--labels TABLE.csv] [options …]
            equipoise balance DATASET.zip -o OUT.zip [--workers N] [--labels TABLE.csv] \
                --recipe recipe.json
            equipoise inspect DATASET.zip [--labels TABLE.csv] [options …]

            inspect prints as JSON what balance would do, and writes nothing.
            --recipe takes all options from the recipe.json of an earlier run on the same dataset.


            """ + rows.joined(separator: "\n")
    }

    private static var settings: String {
        let rows = SettingTable.all.map { setting in
            "  --\(setting.name)  (\(setting.variable), default: \(shown(setting.defaultText)))\n"
                + "      \(setting.summary)\n      Takes \(setting.accepted).\n"
        }
        return
            "equipoise serve [settings …] [--check-config]\n\nA flag wins over its variable. "
            + "--check-config prints what the service would go by\nand where each value comes "
            + "from, and ends: with 0, or with 2 where it would not start.\nWhere others reach "
            + "the address, there must be a token first: see ‘equipoise help token’.\n\n"
            + rows.joined(separator: "\n")
    }

    private static func shown(_ text: String) -> String {
        text.isEmpty ? "none" : text
    }
}
