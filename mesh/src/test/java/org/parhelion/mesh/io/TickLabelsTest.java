package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickLabelsTest {
    @Test
    void numbersAreRoundAndShort() {
        assertTicks(0, 2.5, 5, "", "0.0", "0.5", "1.0", "1.5", "2.0", "2.5");
        assertTicks(0, 0.1 + 0.2, 3, "", "0.0", "0.1", "0.2", "0.3");
        assertTicks(-3.25e5, 0, 4, "×1e5", "−3", "−2", "−1", "0");
        assertTicks(0, 1e-12, 2, "×1e−12", "0.0", "0.5", "1.0");
        assertTicks(0, 0.9e-12, 5, "×1e−13", "0", "2", "4", "6", "8");
        assertTicks(-1, 1, 2, "", "−1", "0", "1");
        assertTicks(12000, 14000, 4, "", "12000", "12500", "13000", "13500", "14000");
    }

    @Test
    void whatTicksHaveInCommonIsSaidOnce() {
        assertTicks(1 - 1e-9, 1 + 1e-9, 5, "×1e−9 +1", "−1.0", "−0.5", "0.0", "0.5", "1.0");
        assertTicks(-300000.02, -300000, 2, "−300000", "−0.02", "−0.01", "0.00");
    }

    private static void assertTicks(double low, double high, int most, String note, String... texts) {
        TickLabels labels = TickLabels.of(low, high, most);
        assertArrayEquals(texts, labels.texts(), String.join(" ", labels.texts()) + " " + labels.note());
        assertEquals(note, labels.note());
    }

    @Test
    void labelsTimesFactorPlusOffsetAreTheValues() {
        Random random = new Random(5);
        for (int n = 0; n < 5000; n++) {
            double centre = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(30) - 15);
            double width = Math.abs(centre) * Math.pow(10, -13 * random.nextDouble()) + Double.MIN_NORMAL;
            ValueRange range = ValueRange.covering(centre, centre + width, ColorMap.VIRIDIS);
            int most = 1 + random.nextInt(10);
            TickLabels labels = TickLabels.of(range.low(), range.high(), most);
            assertTrue(labels.values().length <= most + 1, labels.values().length + " of " + most);
            assertTrue(most < 3 || labels.values().length > 0, range.toString());
            double slack = 1e-5 * (range.high() - range.low());
            for (int t = 0; t < labels.values().length; t++) {
                double value = labels.values()[t];
                assertTrue(value >= range.low() - slack && value <= range.high() + slack, range + " " + value);
                assertEquals(value, read(labels.texts()[t], labels.note()), slack, range.toString());
                assertTrue(labels.texts()[t].length() <= 8, labels.texts()[t]);
            }
        }
    }

    /** The number that a label and a note such as {@code ×1e−9 +1} mean. */
    private static double read(String text, String note) {
        BigDecimal number = new BigDecimal(text.replace('−', '-'));
        for (String part : note.replace('−', '-').split(" ", -1)) {
            if (part.startsWith("×")) {
                number = number.multiply(new BigDecimal(part.substring(1)));
            } else if (!part.isEmpty()) {
                number = number.add(new BigDecimal(part));
            }
        }
        return number.doubleValue();
    }

    @Test
    void rangesFitWhatTheyShow() {
        assertEquals(new ValueRange(2, 3), ValueRange.covering(2, 3, ColorMap.VIRIDIS));
        assertEquals(new ValueRange(-3, 3), ValueRange.covering(-1, 3, ColorMap.COOLWARM));
        assertEquals(new ValueRange(1, 3), ValueRange.covering(1, 3, ColorMap.COOLWARM));
        assertEquals(new ValueRange(-1, 1), ValueRange.covering(0, 0, ColorMap.VIRIDIS));
        assertEquals(new ValueRange(0, 1), ValueRange.covering(1 / 0.0, -1 / 0.0, ColorMap.VIRIDIS));
        ValueRange constant = ValueRange.covering(-3.25e5, Math.nextUp(-3.25e5), ColorMap.VIRIDIS);
        assertEquals(0.5, constant.fraction(-3.25e5), 1e-12);
        ValueRange huge = ValueRange.covering(-Double.MAX_VALUE, Double.MAX_VALUE, ColorMap.VIRIDIS);
        assertTrue(Double.isFinite(huge.high() - huge.low()));
    }

    @Test
    void singleNumbersAreShort() {
        assertEquals("0", TickLabels.number(0, 6));
        assertEquals("4000", TickLabels.number(4000, 6));
        assertEquals("0.3", TickLabels.number(0.1 + 0.2, 6));
        assertEquals("−1.5e−9", TickLabels.number(-1.5e-9, 6));
        assertEquals("1.23457e8", TickLabels.number(123456789, 6));
    }
}
