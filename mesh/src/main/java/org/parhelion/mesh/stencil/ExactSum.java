package org.parhelion.mesh.stencil;

import java.math.BigDecimal;
import java.util.List;

/** A sum without rounding but the last, for the interpreter. */
final class ExactSum {
    private ExactSum() {}

    /** The exact sum, rounded to nearest; what IEEE arithmetic gives when a value is infinite or NaN. */
    static double of(List<Double> values) {
        double plain = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isFinite(value))
                .sum();
        if (!(plain == 0)) {
            return plain;
        }
        return values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }
}
