package org.parhelion.mesh.stencil;

import static org.parhelion.mesh.stencil.ScaledValue.ONE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Central difference formulas on uniform spacing, and Lagrange's on any spacing, as operations of a program.
 *
 * <p>On uniform spacing the formulas have whole-number weights and one factor for the whole, which then joins the factors
 * around it. Mirrored points are paired first, so a mirrored input gives the mirrored output bit for bit; and the second
 * derivative of a constant is exactly 0. Source: B. Fornberg, Generation of finite difference formulas on arbitrarily
 * spaced grids, Math. Comp. 51 (1988) 699–706, tables 1 and 2.
 */
final class Differences {
    private final ProgramBuilder builder;
    private final Algebra algebra;

    Differences(ProgramBuilder builder, Algebra algebra) {
        this.builder = builder;
        this.algebra = algebra;
    }

    /** Values of an operand at points around one; all with a common factor. */
    private record Neighbours(int factor, int[] values) {
        boolean areAllTheSame() {
            return Arrays.stream(values).allMatch(value -> value == values[0]);
        }
    }

    /** First derivative: (e₁ − e₋₁) / 2h, or (8 (e₁ − e₋₁) − (e₂ − e₋₂)) / 12h. */
    ScaledValue first(IntFunction<ScaledValue> operand, int accuracy, double spacing) {
        Neighbours e = neighbours(List.of(operand), accuracy, false);
        if (e.areAllTheSame()) {
            return algebra.constant(0);
        }
        int inner = subtract(e.values[0], e.values[1]);
        if (accuracy == 2) {
            return scaled(e.factor, 1 / (2 * spacing), inner);
        }
        int outer = subtract(e.values[2], e.values[3]);
        return scaled(e.factor, -1 / (12 * spacing), fma(-8, inner, outer));
    }

    /**
     * Sum of second derivatives along axes of equal spacing, each (S₁ − 2e) / h², or (16 S₁ − S₂ − 30 e) / 12h², where
     * S₁ and S₂ are sums of mirrored points.
     *
     * @param operands the operand at so many points along each of the axes
     */
    ScaledValue second(List<IntFunction<ScaledValue>> operands, int accuracy, double spacing) {
        Neighbours e = neighbours(operands, accuracy, true);
        if (e.areAllTheSame()) {
            return algebra.constant(0);
        }
        int centre = e.values[e.values.length - 1];
        int axes = operands.size();
        double h2 = spacing * spacing;
        if (accuracy == 2) {
            return scaled(e.factor, 1 / h2, secondOfOrderTwo(e.values, centre, axes));
        }
        int inner = pairSum(e.values, axes, 0, 4);
        int outer = pairSum(e.values, axes, 2, 4);
        // 6 e is rounded, just as the sum of six equal neighbours is: both cancel
        int bend = axes == 3
                ? subtract(inner, builder.apply(PrimitiveOp.MULTIPLY, builder.constant(6), centre))
                : fma(-2 * axes, centre, inner);
        return scaled(e.factor, -1 / (12 * h2), fma(-15, bend, subtract(outer, inner)));
    }

    private int secondOfOrderTwo(int[] e, int centre, int axes) {
        if (axes < 3) {
            return fma(-2 * axes, centre, pairSum(e, axes, 0, 2));
        }
        // −6 e in two parts, each exact for a constant
        int plane = fma(-4, centre, pairSum(e, 2, 0, 2));
        return add(plane, fma(-2, centre, add(e[4], e[5])));
    }

    /** Velocity times the difference towards where the wind comes from; points {@code distances} away. */
    ScaledValue upwind(ScaledValue velocity, IntFunction<ScaledValue> operand, IntFunction<ScaledValue> perDistance) {
        ScaledValue backward = algebra.subtract(operand.apply(0), operand.apply(-1));
        ScaledValue forward = algebra.subtract(operand.apply(1), operand.apply(0));
        backward = algebra.multiply(backward, perDistance.apply(-1));
        forward = algebra.multiply(forward, perDistance.apply(1));
        int speed = algebra.number(velocity);
        if (velocity.isUniform()) {
            ScaledValue right = algebra.of(builder.apply(PrimitiveOp.MAX, speed, builder.constant(0)));
            ScaledValue left = algebra.of(builder.apply(PrimitiveOp.MIN, speed, builder.constant(0)));
            return algebra.add(algebra.multiply(right, backward), algebra.multiply(left, forward));
        }
        boolean alike = backward.factor() == forward.factor();
        int fromLeft = builder.apply(PrimitiveOp.LESS, builder.constant(0), speed);
        int chosen = builder.apply(
                PrimitiveOp.SELECT,
                fromLeft,
                alike && !backward.isUniform() ? backward.value() : algebra.number(backward),
                alike && !forward.isUniform() ? forward.value() : algebra.number(forward));
        return algebra.multiply(velocity, alike ? algebra.scaled(backward.factor(), chosen) : algebra.of(chosen));
    }

    /**
     * First or second derivative on any spacing, by Lagrange's polynomial through 3 or 5 points: Σ wₘ (eₘ − e₀) with
     * wₘ = Π(−d_l) / (dₘ Π(dₘ − d_l)) for the first and wₘ = 2 Σ_k Π_{l≠k}(−d_l) / (dₘ Π(dₘ − d_l)) for the second, over
     * l ≠ m; dₘ is the distance of point m.
     *
     * @param distance coordinate at so many points along the axis, less that at the point
     */
    ScaledValue onAnySpacing(
            IntFunction<ScaledValue> operand, IntFunction<Integer> distance, int derivative, int accuracy) {
        Neighbours e = neighbours(List.of(operand), accuracy, true);
        if (e.areAllTheSame()) {
            return algebra.constant(0);
        }
        int[] offsets = accuracy == 2 ? new int[] {1, -1} : new int[] {1, -1, 2, -2};
        int[] d = Arrays.stream(offsets).map(distance::apply).toArray();
        int centre = e.values[offsets.length];
        int sum = ONE;
        for (int m = 0; m < offsets.length; m += 2) {
            int pair = add(weighted(d, m, derivative, e, centre), weighted(d, m + 1, derivative, e, centre));
            sum = sum == ONE ? pair : add(sum, pair);
        }
        return algebra.scaled(e.factor, sum);
    }

    private int weighted(int[] d, int m, int derivative, Neighbours e, int centre) {
        int difference = subtract(e.values[m], centre);
        return builder.apply(PrimitiveOp.MULTIPLY, weight(d, m, derivative), difference);
    }

    private int weight(int[] d, int m, int derivative) {
        List<Integer> others = new ArrayList<>();
        int denominator = d[m];
        for (int l = 0; l < d.length; l++) {
            if (l != m) {
                others.add(builder.apply(PrimitiveOp.NEGATE, d[l]));
                denominator = builder.apply(PrimitiveOp.MULTIPLY, denominator, subtract(d[m], d[l]));
            }
        }
        int numerator;
        if (derivative == 1) {
            numerator = product(others, -1);
        } else {
            numerator = product(others, 0);
            for (int k = 1; k < others.size(); k++) {
                numerator = add(numerator, product(others, k));
            }
            numerator = builder.apply(PrimitiveOp.MULTIPLY, builder.constant(2), numerator);
        }
        return builder.apply(PrimitiveOp.DIVIDE, numerator, denominator);
    }

    private int product(List<Integer> values, int without) {
        int product = builder.constant(1);
        boolean empty = true;
        for (int n = 0; n < values.size(); n++) {
            if (n != without) {
                product = empty ? values.get(n) : builder.apply(PrimitiveOp.MULTIPLY, product, values.get(n));
                empty = false;
            }
        }
        return product;
    }

    /** Operand at +1, −1 (+2, −2) along each axis in turn, then, if wanted, at the centre; the common factor drawn out. */
    private Neighbours neighbours(List<IntFunction<ScaledValue>> operands, int accuracy, boolean centre) {
        List<ScaledValue> all = new ArrayList<>();
        for (IntFunction<ScaledValue> operand : operands) {
            for (int distance = 1; distance <= accuracy / 2; distance++) {
                all.add(operand.apply(distance));
                all.add(operand.apply(-distance));
            }
        }
        if (centre) {
            all.add(operands.get(0).apply(0));
        }
        int factor = all.get(0).factor();
        boolean common = all.stream().allMatch(value -> !value.isUniform() && value.factor() == factor);
        int[] values = all.stream()
                .mapToInt(common ? ScaledValue::value : algebra::number)
                .toArray();
        return new Neighbours(common ? factor : ONE, values);
    }

    /** Sum over axes of the pairs that stand at {@code first} in each axis' {@code perAxis} values. */
    private int pairSum(int[] e, int axes, int first, int perAxis) {
        int sum = add(e[first], e[first + 1]);
        for (int axis = 1; axis < axes; axis++) {
            int at = axis * perAxis + first;
            sum = add(sum, add(e[at], e[at + 1]));
        }
        return sum;
    }

    private ScaledValue scaled(int factor, double weight, int value) {
        ScaledValue weighted = algebra.scaled(weight, algebra.of(value));
        return factor == ONE ? weighted : algebra.multiply(algebra.of(factor), weighted);
    }

    private int add(int a, int b) {
        return builder.apply(PrimitiveOp.ADD, a, b);
    }

    private int subtract(int a, int b) {
        return builder.apply(PrimitiveOp.SUBTRACT, a, b);
    }

    private int fma(double a, int b, int c) {
        return builder.apply(PrimitiveOp.FMA, builder.constant(a), b, c);
    }
}
