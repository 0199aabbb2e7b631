package org.parhelion.solvers.amg;

/**
 * Factors of Chebyshev iteration dₖ = αₖ dₖ₋₁ + βₖ D⁻¹ (b − A xₖ), xₖ₊₁ = xₖ + dₖ, that damps the eigenvalues of D⁻¹A from a share of
 * the largest one on: Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), algorithm 12.1.
 *
 * @param alpha αₖ, the first 0
 * @param beta βₖ
 */
record ChebyshevSteps(double[] alpha, double[] beta) {
    /**
     * @param degree number of steps
     * @param largest bound of the eigenvalues of D⁻¹A
     * @param share the part of the spectrum below this share of it is left to the coarser levels
     */
    static ChebyshevSteps of(int degree, double largest, double share) {
        double centre = largest * (1 + share) / 2;
        double radius = largest * (1 - share) / 2;
        double sigma = centre / radius;
        double rho = 1 / sigma;
        double[] alpha = new double[degree];
        double[] beta = new double[degree];
        beta[0] = 1 / centre;
        for (int k = 1; k < degree; k++) {
            double next = 1 / (2 * sigma - rho);
            alpha[k] = next * rho;
            beta[k] = 2 * next / radius;
            rho = next;
        }
        return new ChebyshevSteps(alpha, beta);
    }

    int degree() {
        return beta.length;
    }
}
