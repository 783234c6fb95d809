// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Service

/// The text format, character by character.
@Suite struct ExpositionTests {
    @Test func writesAFamilyWithItsHelpAndType() {
        var exposition = Exposition()
        exposition.counter(
            "a_total",
            "How many.",
            [
                .init(labels: [("x", "1"), ("y", "2")], value: 3),
                .init(labels: [("x", "1"), ("y", "3")], value: 0.5),
            ]
        )
        exposition.gauge("b", "How much.", -4)
        let expected = """
            # HELP a_total How many.
            # TYPE a_total counter
            a_total{x="1",y="2"} 3
            a_total{x="1",y="3"} 0.5
            # HELP b How much.
            # TYPE b gauge
            b -4

            """
        #expect(exposition.text == expected)
        #expect(ExpositionGrammar(exposition.text).faults == [])
    }

    @Test func writesAHistogram() {
        var exposition = Exposition()
        exposition.histogram(
            "h_seconds",
            "How long.",
            [.init(labels: [("r", "/")], buckets: [(0.1, 1), (1, 4)], count: 5, sum: 7.25)]
        )
        let expected = """
            # HELP h_seconds How long.
            # TYPE h_seconds histogram
            h_seconds_bucket{r="/",le="0.1"} 1
            h_seconds_bucket{r="/",le="1"} 4
            h_seconds_bucket{r="/",le="+Inf"} 5
            h_seconds_sum{r="/"} 7.25
            h_seconds_count{r="/"} 5

            """
        #expect(exposition.text == expected)
        #expect(ExpositionGrammar(exposition.text).faults == [])
    }

    @Test func leavesOutWhatHasNoSample() {
        var exposition = Exposition()
        exposition.gauge("a", "Nothing.", [])
        exposition.histogram("b", "Nothing.", [])
        #expect(exposition.text == "")
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("a\nb", "a\\nb"),
        ("é{},=", "é{},="), ("", ""),
    ])
    func escapesTheValueOfALabel(value: String, written: String) {
        var exposition = Exposition()
        exposition.gauge("a", "Help.", [.init(labels: [("x", value)], value: 1)])
        #expect(exposition.text.hasSuffix("\na{x=\"\(written)\"} 1\n"))
        #expect(ExpositionGrammar(exposition.text).faults == [])
    }

    @Test func escapesHelpButNotItsQuotes() {
        var exposition = Exposition()
        exposition.gauge("a", "x\ny\\z \"q\"", 1)
        #expect(exposition.text.hasPrefix("# HELP a x\\ny\\\\z \"q\"\n"))
    }

    @Test(
        arguments: [
            (0, "0"), (-1.5, "-1.5"), (1e300, "1e+300"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
            (.nan, "NaN"), (4_294_967_296, "4294967296"), (0.1, "0.1"),
            (9_007_199_254_740_991, "9007199254740991"),
        ] as [(Double, String)]
    )
    func writesNumbersAsGoReadsThem(number: Double, text: String) {
        #expect(Exposition.number(number) == text)
    }

    @Test func trapsAtWhatNoReaderTakes() async {
        await #expect(processExitsWith: .failure) {
            var exposition = Exposition()
            exposition.gauge("a", "Once.", 1)
            exposition.gauge("a", "Twice.", 1)
        }
        await #expect(processExitsWith: .failure) {
            var exposition = Exposition()
            exposition.gauge("a-b", "No name.", 1)
        }
        await #expect(processExitsWith: .failure) {
            var exposition = Exposition()
            exposition.counter("a", "No total.", 1)
        }
        await #expect(processExitsWith: .failure) {
            var exposition = Exposition()
            exposition.gauge(
                "a",
                "The same labels twice.",
                [
                    .init(labels: [("x", "1"), ("y", "2")], value: 1),
                    .init(labels: [("y", "2"), ("x", "1")], value: 2),
                ]
            )
        }
    }

    /// The grammar of these tests would find what it is there to find.
    @Test(arguments: [
        "a 1\n", "# HELP a x\n# TYPE a gauge\n", "# TYPE a gauge\na 1\n",
        "# HELP a x\n# TYPE a gauge\na 1", "# HELP a x\n# TYPE a gauge\nb 1\n",
        "# HELP a x\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a x\n# TYPE a gauge\na{x=\"a\"b\"} 1\n",
        "# HELP a x\n# TYPE a gauge\na{x=\"1\",} 1\n",
        "# HELP a x\n# TYPE a gauge\na{1x=\"1\"} 1\n",
        "# HELP a x\n# TYPE a gauge\na one\n", "# HELP a x\n# TYPE a other\na 1\n",
        "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n"
            + "a_sum 1\na_count 1\n",
        "# HELP a x\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n",
    ])
    func theGrammarFindsWhatIsWrong(text: String) {
        #expect(ExpositionGrammar(text).faults != [])
    }
}
