package org.parhelion.solvers.time;

import java.util.Arrays;

/**
 * An additive Runge–Kutta scheme: with E the explicit and L the implicit part of the rates,
 * Uᵢ = u + Δt Σⱼ (âᵢⱼ E(t + ĉⱼ Δt, Uⱼ) + aᵢⱼ L(t + cⱼ Δt, Uⱼ)) and the new u likewise with the weights b̂ and b.
 *
 * @param explicit â, zero on and above the diagonal
 * @param explicitWeights b̂
 * @param implicit a, zero above the diagonal
 * @param implicitWeights b
 */
record Tableau(double[][] explicit, double[] explicitWeights, double[][] implicit, double[] implicitWeights) {
    /** The tableau of a scheme. */
    static Tableau of(Scheme scheme) {
        return switch (scheme) {
            case BACKWARD_EULER -> backwardEuler();
            case CRANK_NICOLSON -> crankNicolson();
            case SDIRK2 -> sdirk2();
            case SDIRK3 -> sdirk3();
            case IMEX_SSP2 -> ssp2();
            case IMEX_SSP3 -> ssp3();
            default -> throw new IllegalArgumentException(scheme.label() + " is no additive Runge–Kutta scheme");
        };
    }

    int stages() {
        return implicitWeights.length;
    }

    /** ĉ of a stage. */
    double explicitNode(int stage) {
        return Arrays.stream(explicit[stage]).sum();
    }

    /** c of a stage. */
    double implicitNode(int stage) {
        return Arrays.stream(implicit[stage]).sum();
    }

    /** Whether the last stage's implicit part is that of the result, so that its solution need not be taken apart again. */
    boolean isStifflyAccurate() {
        return Arrays.equals(implicit[stages() - 1], implicitWeights);
    }

    private static Tableau backwardEuler() {
        double[] first = {1, 0};
        double[] last = {0, 1};
        return new Tableau(new double[][] {{0, 0}, {1, 0}}, first, new double[][] {{0, 0}, last}, last);
    }

    private static Tableau crankNicolson() {
        double[] half = {0.5, 0.5};
        return new Tableau(new double[][] {{0, 0}, {1, 0}}, half, new double[][] {{0, 0}, half}, half);
    }

    private static Tableau sdirk2() {
        double g = 1 - Math.sqrt(0.5);
        double d = 1 - 1 / (2 * g);
        double[] explicit = {d, 1 - d, 0};
        double[] implicit = {0, 1 - g, g};
        return new Tableau(
                new double[][] {{0, 0, 0}, {g, 0, 0}, explicit},
                explicit,
                new double[][] {{0, 0, 0}, {0, g, 0}, implicit},
                implicit);
    }

    private static Tableau sdirk3() {
        // the middle root of 6 γ³ − 18 γ² + 9 γ − 1
        double g = 0.43586652150845899942;
        double b1 = -1.5 * g * g + 4 * g - 0.25;
        double b2 = 1.5 * g * g - 5 * g + 1.25;
        double a = 0.5529291479;
        double a31 =
                (1 - 4.5 * g + 1.5 * g * g) * a + (2.75 - 10.5 * g + 3.75 * g * g) * a - 3.5 + 13 * g - 4.5 * g * g;
        double a32 =
                (-1 + 4.5 * g - 1.5 * g * g) * a + (-2.75 + 10.5 * g - 3.75 * g * g) * a + 4 - 12.5 * g + 4.5 * g * g;
        double[] weights = {0, b1, b2, g};
        return new Tableau(
                new double[][] {{0, 0, 0, 0}, {g, 0, 0, 0}, {a31, a32, 0, 0}, {1 - 2 * a, a, a, 0}},
                weights,
                new double[][] {{0, 0, 0, 0}, {0, g, 0, 0}, {0, (1 - g) / 2, g, 0}, weights},
                weights);
    }

    private static Tableau ssp2() {
        double g = 1 - Math.sqrt(0.5);
        double[] half = {0.5, 0.5};
        return new Tableau(new double[][] {{0, 0}, {1, 0}}, half, new double[][] {{g, 0}, {1 - 2 * g, g}}, half);
    }

    private static Tableau ssp3() {
        double a = 0.24169426078821;
        double b = 0.06042356519705;
        double e = 0.12915286960590;
        double[] weights = {0, 1.0 / 6, 1.0 / 6, 2.0 / 3};
        return new Tableau(
                new double[][] {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0.25, 0.25, 0}},
                weights,
                new double[][] {{a, 0, 0, 0}, {-a, a, 0, 0}, {0, 1 - a, a, 0}, {b, e, 0.5 - b - e - a, a}},
                weights);
    }
}
