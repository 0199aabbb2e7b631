package org.parhelion.solvers.eigen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.KrylovBasis;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/** One search under way: a Krylov space of B = A, or of B = (A − σ I)⁻¹, that shrinks to its best Ritz vectors and grows again. */
final class LanczosRun {
    private final Lanczos wanted;
    private final LinearOperator b;
    private final VectorSpace space;
    private final int most;
    /** Whether a full basis spans all there is. */
    private final boolean complete;

    private final KrylovBasis basis;
    /** Vᵀ B V. */
    private final double[][] projected;

    private int size;
    /** Coefficient of the vector after the last: 0 if the space is exhausted. */
    private double beta;

    private long seed = 1;
    private int applications;
    private String explanation = "";

    LanczosRun(Lanczos wanted) {
        this.wanted = wanted;
        this.b = wanted.inverse != null ? wanted.inverse : wanted.a;
        this.space = wanted.a.domain();
        long all = space.size() - wanted.a.nullSpace().basis().size();
        this.most = (int) Math.min(wanted.basis, all);
        this.complete = most == all;
        this.basis = new KrylovBasis(space, most);
        this.projected = new double[most][most];
    }

    EigenResult solve() {
        long begun = System.nanoTime();
        double tolerance = wanted.tolerance;
        DistributedVector start = basis.vector(0);
        random(start);
        basis.start(start, start.norm());
        for (int restart = 0; ; restart++) {
            SmallEigen ritz = grow() ? SmallEigen.of(used()) : null;
            if (ritz == null) {
                explanation = "the operator or its inverse gave NaN or infinity";
                return nothing(begun);
            }
            int[] order = order(ritz.values());
            double worst = worstEstimate(ritz, order);
            boolean last = restart >= wanted.restarts;
            boolean exhausted = complete || size < most;
            if (worst <= tolerance || last || exhausted) {
                EigenResult found = checked(ritz, order, begun);
                if (found.converged() || last || exhausted || tolerance < 1e-16) {
                    return found;
                }
                tolerance = 0.1 * Math.min(tolerance, worst);
            }
            shrink(ritz, order);
        }
    }

    private void random(DistributedVector v) {
        v.fillRandom(seed++);
        wanted.a.nullSpace().project(v);
    }

    /** Adds vectors until the basis is full or cannot grow; gives whether all is finite. */
    private boolean grow() {
        beta = 0;
        while (size < most) {
            DistributedVector next = basis.vector(size + 1);
            b.apply(basis.vector(size), next); // w ← B v
            wanted.a.nullSpace().project(next);
            applications++;
            double[] h = basis.orthonormalise(size + 1); // w = Σ hᵢ vᵢ + β v₊
            if (!Double.isFinite(h[size + 1])) {
                return false;
            }
            for (int i = 0; i <= size; i++) {
                projected[i][size] = h[i];
                projected[size][i] = h[i];
            }
            size++;
            beta = h[size];
            if (beta == 0 && size < most && !continued()) {
                return true;
            }
        }
        return true;
    }

    /** An invariant subspace is found: goes on with a vector outside of it. */
    private boolean continued() {
        for (int attempt = 0; attempt < 3; attempt++) {
            random(basis.vector(size));
            if (basis.orthonormalise(size)[size] > 0) {
                return true;
            }
        }
        return false;
    }

    private double[][] used() {
        double[][] used = new double[size][];
        for (int i = 0; i < size; i++) {
            used[i] = Arrays.copyOf(projected[i], size);
        }
        return used;
    }

    /** Numbers of the Ritz values, the most wanted first. */
    private int[] order(double[] values) {
        Comparator<Integer> by = switch (wanted.which) {
            case SMALLEST -> Comparator.comparingDouble(n -> values[n]);
            case LARGEST -> Comparator.comparingDouble(n -> -values[n]);
            case NEAREST -> Comparator.comparingDouble(n -> -Math.abs(values[n]));
        };
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, n -> n);
        Arrays.sort(order, by);
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** The largest |β yₘ| / |θ|: of B the relative residual. */
    private double worstEstimate(SmallEigen ritz, int[] order) {
        double worst = 0;
        for (int n = 0; n < Math.min(wanted.count, size); n++) {
            double residual = Math.abs(beta * ritz.vectors()[order[n]][size - 1]);
            double theta = Math.abs(ritz.values()[order[n]]);
            worst = Math.max(worst, residual == 0 ? 0 : residual / theta);
        }
        return worst;
    }

    /** V ← the best Ritz vectors and the vector after the last. */
    private void shrink(SmallEigen ritz, int[] order) {
        int kept = Math.min(size - 1, Math.max(wanted.count + 1, (2 * wanted.count + size) / 3));
        double[][] rows = new double[kept][];
        for (int n = 0; n < kept; n++) {
            rows[n] = ritz.vectors()[order[n]];
        }
        DistributedVector after = basis.vector(size);
        basis.rotate(rows, size);
        basis.vector(kept).copyFrom(after);
        for (int i = 0; i < kept; i++) {
            Arrays.fill(projected[i], 0);
            projected[i][i] = ritz.values()[order[i]];
        }
        size = kept;
        if (beta == 0) {
            continued();
        }
    }

    /** Ritz pairs with residuals of A itself, and Rayleigh quotients for eigenvalues. */
    private EigenResult checked(SmallEigen ritz, int[] order, long begun) {
        int count = Math.min(wanted.count, size);
        double[] values = new double[wanted.count];
        double[] residuals = new double[wanted.count];
        boolean[] accepted = new boolean[wanted.count];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(residuals, Double.NaN);
        List<DistributedVector> vectors = new ArrayList<>();
        DistributedVector image = space.vector("A x");
        double largest = 0;
        for (int n = 0; n < count; n++) {
            DistributedVector x = space.vector("eigenvector " + (n + 1));
            basis.addTo(x, ritz.vectors()[order[n]], size);
            x.scale(1 / x.norm());
            wanted.a.apply(x, image);
            values[n] = x.dot(image);
            largest = Math.max(largest, Math.abs(values[n]));
            image.addScaled(-values[n], x);
            residuals[n] = image.norm();
            accepted[n] = residuals[n] <= Math.max(wanted.tolerance * Math.abs(values[n]), 4 * Math.ulp(largest));
            vectors.add(x);
        }
        return result(values, vectors, residuals, accepted, begun);
    }

    private EigenResult nothing(long begun) {
        double[] none = new double[wanted.count];
        Arrays.fill(none, Double.NaN);
        return result(none, List.of(), none.clone(), new boolean[wanted.count], begun);
    }

    private EigenResult result(
            double[] values, List<DistributedVector> vectors, double[] residuals, boolean[] accepted, long begun) {
        EigenResult result = new EigenResult(
                "Lanczos", values, vectors, residuals, accepted, applications, (System.nanoTime() - begun) * 1e-9, "");
        if (result.converged()) {
            return result;
        }
        String why = !explanation.isEmpty()
                ? explanation
                : String.format(
                        Locale.ROOT,
                        "after %d applications the largest residual is %.1e%s",
                        applications,
                        Arrays.stream(residuals).max().orElse(0),
                        wanted.inverse == null ? "" : "; the inverse may not be exact enough");
        return new EigenResult("Lanczos", values, vectors, residuals, accepted, applications, result.seconds(), why);
    }
}
