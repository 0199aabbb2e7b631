package org.parhelion.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void alignsNamesToTheLeftAndNumbersToTheRight() {
        Report report = new Report("halo", "us", "ratio");
        report.row("x", "12.5", "1.04");
        report.row("longer", Report.format(7, 1), Report.format(Double.NaN, 2));
        report.note("that is all");
        assertEquals("""
                halo      us  ratio
                x       12.5   1.04
                longer   7.0      -
                that is all
                """, report.toString());
    }

    @Test
    void numbersInFilesHaveFiveDigitsAndNoExponents() {
        List<Measurement> rows =
                List.of(new Measurement("a/c", 1234567.89, "us"), new Measurement("b/c", 0.000012345678, "s"));
        assertEquals("""
                [
                  {"name": "a/c", "value": 1234600, "unit": "us"},
                  {"name": "b/c", "value": 0.000012346, "unit": "s"}
                ]
                """, Measurement.json(rows));
    }
}
