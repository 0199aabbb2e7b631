package org.parhelion.solvers.eigen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.Preconditioner;

/** Eigenvalues of differential operators, from those of difference operators. */
class ContinuousSpectrumTest {
    @RankTest({1, 2})
    void theCubeIsApproachedWithOrderTwo(Communicator world) {
        double[] exact = {3, 6, 6, 6, 9};
        double[][] found = new double[3][];
        int[] cells = {8, 12, 18};
        for (int level = 0; level < 3; level++) {
            LinearOperator a = EigenProblems.cube(world, cells[level], cells[level], cells[level]);
            found[level] = Lobpcg.smallest(a, 5)
                    .preconditioner(Preconditioner.chebyshev(a, 6))
                    .solve()
                    .orThrow()
                    .values();
        }
        for (int n = 0; n < 5; n++) {
            double lambda = exact[n] * Math.PI * Math.PI;
            double coarse = lambda - found[1][n];
            double fine = lambda - found[2][n];
            assertEquals(2, Math.log(coarse / fine) / Math.log(1.5), 0.05, "order of number " + n);
            // λ_h = λ − c h² + O(h⁴): two grids give the fourth order
            double extrapolated = found[2][n] + (found[2][n] - found[1][n]) / (1.5 * 1.5 - 1);
            assertEquals(lambda, extrapolated, 1e-3 * lambda);
        }
    }

    private static double[] reference() throws IOException {
        try (InputStream in = ContinuousSpectrumTest.class.getResourceAsStream("lshape_laplace.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
                    .toArray();
        }
    }

    /**
     * The eigenfunctions of the L have corner singularities r^(2/3) and r^(4/3), of which five-point differences make errors of
     * order 4/3 and 8/3 in the eigenvalue, beside those of order 2; the third one is smooth.
     */
    @RankTest({1, 2, 3})
    void theLShapeIsApproachedWithTheOrderOfItsCorner(Communicator world) throws IOException {
        double[] exact = reference();
        double[][] found = new double[4][];
        int[] cells = {16, 32, 64, 128};
        for (int level = 0; level < 4; level++) {
            LinearOperator a = EigenProblems.lShape(world, cells[level]);
            found[level] = Lobpcg.smallest(a, 3)
                    .preconditioner(Preconditioner.chebyshev(a, 3 * cells[level] / 16 + 3))
                    .tolerance(1e-7)
                    .solve()
                    .orThrow()
                    .values();
        }
        for (int n = 1; n < 3; n++) {
            assertEquals(2, order(exact[n] - found[2][n], exact[n] - found[3][n]), 0.02, "order of number " + n);
            double extrapolated = without(2, found[2][n], found[3][n]);
            assertEquals(exact[n], extrapolated, 5e-5);
        }
        // the first: without its error of order 4/3 another of order 2 is left
        double middle = without(4.0 / 3, found[1][0], found[2][0]);
        double fine = without(4.0 / 3, found[2][0], found[3][0]);
        assertEquals(2, order(exact[0] - middle, exact[0] - fine), 0.05);
        assertEquals(exact[0], without(2, middle, fine), 5e-5);
        assertTrue(Math.abs(exact[0] - found[3][0]) > 5e-3, "extrapolation was needed");
    }

    private static double order(double coarse, double fine) {
        return Math.log(coarse / fine) / Math.log(2);
    }

    /** Richardson's extrapolation of values on two grids, the second twice as fine, without the error of this order. */
    private static double without(double order, double coarse, double fine) {
        return fine + (fine - coarse) / (Math.pow(2, order) - 1);
    }
}
