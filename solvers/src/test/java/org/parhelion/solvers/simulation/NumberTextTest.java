package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "20, 20",
        "0.374, 0.374",
        "1.5e-7, 1.5e-07",
        "-0.1, -0.1",
        "1e6, 1e+06",
        "123456.5, 123457",
        "1234567, 1.23457e+06",
        "-2.5e300, -2.5e+300",
        "NaN, NaN",
        "-Infinity, -Infinity",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "99999.95, 100000",
        "-0.0, 0"
    })
    void briefNumbersHaveNoIdleZeros(double number, String text) {
        assertEquals(text, NumberText.brief(number));
    }

    @Test
    void largeNumbersHaveUnits() {
        assertEquals("701 M", NumberText.engineering(701.2e6));
        assertEquals("1.00 k", NumberText.engineering(999.6));
        assertEquals("48.0 MB", NumberText.bytes(48e6));
        assertEquals("12.0 B", NumberText.bytes(12));
        assertEquals("3 min 20 s", NumberText.duration(200));
    }

    @Property
    void numbersReadAsThoseOfTheFormatter(@ForAll double number) {
        for (int digits = 1; digits < 8; digits++) {
            assertEquals(
                    String.format(Locale.ROOT, "%." + digits + "g", number), NumberText.significant(number, digits));
        }
        for (int decimals = 0; decimals < 4; decimals++) {
            assertEquals(String.format(Locale.ROOT, "%." + decimals + "f", number), NumberText.fixed(number, decimals));
        }
    }

    @Property
    void numbersOfEverySizeReadAsThoseOfTheFormatter(@ForAll int mantissa, @ForAll byte exponent) {
        double number = mantissa * Math.pow(10, exponent / 10);
        numbersReadAsThoseOfTheFormatter(number);
        numbersReadAsThoseOfTheFormatter(Math.scalb((double) mantissa, exponent / 4));
    }
}
