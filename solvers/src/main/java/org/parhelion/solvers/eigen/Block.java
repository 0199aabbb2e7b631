package org.parhelion.solvers.eigen;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.FusedPass;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * Vectors that are worked on together: all products of two blocks are one message, all combinations one pass over memory.
 * Storage that a block no longer needs is kept for the next.
 */
final class Block {
    /** An eigenvalue of the scaled Gram matrix below this belongs to a direction of rounding errors. */
    private static final double DEPENDENT = 1e-13;

    private final VectorSpace space;
    private final List<DistributedVector> free = new ArrayList<>();
    private FusedPass pass;
    private int products;

    Block(VectorSpace space) {
        this.space = space;
    }

    /** A vector that holds anything. */
    DistributedVector take() {
        return free.isEmpty() ? space.vector("block") : free.remove(free.size() - 1);
    }

    List<DistributedVector> take(int count) {
        List<DistributedVector> taken = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            taken.add(take());
        }
        return taken;
    }

    /** Vectors that are no longer needed. */
    void give(List<DistributedVector> vectors) {
        free.addAll(vectors);
    }

    private FusedPass passFor(int count) {
        if (pass == null || products < count) {
            pass = new FusedPass(space, count);
            products = count;
        }
        return pass;
    }

    /** Xᵀ Y, in one message. */
    double[][] products(List<DistributedVector> x, List<DistributedVector> y) {
        int count = x.size() * y.size();
        double[][] result = new double[x.size()][y.size()];
        if (count > 0) {
            FusedPass each = passFor(count);
            for (int i = 0; i < x.size(); i++) {
                for (int j = 0; j < y.size(); j++) {
                    each.dot(i * y.size() + j, x.get(i), y.get(j));
                }
            }
            each.run();
            each.products().allReduce(count);
            for (int i = 0; i < x.size(); i++) {
                for (int j = 0; j < y.size(); j++) {
                    result[i][j] = each.products().value(i * y.size() + j);
                }
            }
        }
        return result;
    }

    /** ‖xₙ‖ of each, in one message. */
    double[] norms(List<DistributedVector> x) {
        FusedPass each = passFor(x.size());
        for (int n = 0; n < x.size(); n++) {
            each.dot(n, x.get(n), x.get(n));
        }
        each.run();
        each.products().allReduce(x.size());
        double[] norms = new double[x.size()];
        for (int n = 0; n < norms.length; n++) {
            norms[n] = Math.sqrt(each.products().value(n));
        }
        return norms;
    }

    /** New vectors, number n of them Σ cₙⱼ xⱼ. */
    List<DistributedVector> combine(List<DistributedVector> x, double[][] c) {
        List<DistributedVector> results = take(c.length);
        FusedPass each = passFor(1);
        for (int n = 0; n < c.length; n++) {
            each.scaled(results.get(n), c[n][0], x.get(0));
            for (int j = 1; j < x.size(); j++) {
                each.addScaled(results.get(n), c[n][j], x.get(j));
            }
        }
        each.run();
        return results;
    }

    /** Y ← Y − X (Xᵀ Y). */
    void project(List<DistributedVector> x, List<DistributedVector> y) {
        if (x.isEmpty() || y.isEmpty()) {
            return;
        }
        double[][] c = products(x, y);
        FusedPass each = passFor(1);
        for (int j = 0; j < y.size(); j++) {
            for (int i = 0; i < x.size(); i++) {
                each.addScaled(y.get(j), -c[i][j], x.get(i));
            }
        }
        each.run();
    }

    /**
     * Vectors that span what these do beyond X: orthonormal, and orthogonal to the orthonormal X. Twice projected, and
     * orthonormalised each time by the eigenvectors of the Gram matrix, scaled: A. Stathopoulos, K. Wu, A block
     * orthogonalization procedure with constant synchronization requirements, SIAM J. Sci. Comput. 23 (2002), algorithm SVQB,
     * but directions of nearly nothing are left out. Four messages, however many vectors.
     *
     * @param y vectors, given up
     * @return as many vectors or fewer; null if there is a NaN
     */
    List<DistributedVector> orthonormalise(List<DistributedVector> x, List<DistributedVector> y) {
        List<DistributedVector> result = y;
        for (int again = 0; again < 2 && !result.isEmpty(); again++) {
            project(x, result);
            double[][] c = orthonormalising(products(result, result));
            if (c == null) {
                return null;
            }
            List<DistributedVector> next = c.length == 0 ? List.of() : combine(result, c);
            give(result);
            result = next;
        }
        return result;
    }

    /** Row n: how the vectors of this Gram matrix are combined to orthonormal vector n. */
    private static double[][] orthonormalising(double[][] gram) {
        int n = gram.length;
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = gram[i][i] > 0 ? 1 / Math.sqrt(gram[i][i]) : 0;
        }
        double[][] scaled = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = scale[i] * gram[i][j] * scale[j];
            }
        }
        SmallEigen eigen = SmallEigen.of(scaled);
        if (eigen == null) {
            return null;
        }
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double value = eigen.values()[i];
            if (value > DEPENDENT * eigen.values()[n - 1] && value > 0) {
                double[] row = eigen.vectors()[i];
                for (int j = 0; j < n; j++) {
                    row[j] *= scale[j] / Math.sqrt(value);
                }
                rows.add(row);
            }
        }
        return rows.toArray(double[][]::new);
    }
}
