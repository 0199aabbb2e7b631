package org.parhelion.solvers.linear;

import java.util.ArrayList;
import java.util.List;

/**
 * Orthonormal vectors v₀, v₁, …, each the part of an image A z that is new: the Arnoldi process by classical Gram–Schmidt
 * with re-orthogonalisation (L. Giraud, J. Langou, M. Rozložník, The loss of orthogonality in the Gram-Schmidt
 * orthogonalization process, Computers and Mathematics with Applications 50 (2005): twice is enough). All products of one
 * projection travel in one message, and the norm with them: two messages a vector, three passes over memory.
 */
public final class KrylovBasis {
    /** A new part that is smaller than this part of the image is rounding error. */
    private static final double NOTHING_NEW = 1e-14;

    private final VectorSpace space;
    private final DistributedVector[] vectors;
    private final FusedPass pass;
    private final double[] column;
    private final List<DistributedVector> spare = new ArrayList<>();

    /** @param steps how many images there may be */
    public KrylovBasis(VectorSpace space, int steps) {
        this.space = space;
        this.vectors = new DistributedVector[steps + 1];
        this.pass = new FusedPass(space, steps + 1);
        this.column = new double[steps + 1];
    }

    /** Vector n, made at its first use. */
    public DistributedVector vector(int n) {
        if (vectors[n] == null) {
            vectors[n] = space.vector("v" + n);
        }
        return vectors[n];
    }

    /** v₀ ← r / ‖r‖. */
    public void start(DistributedVector r, double norm) {
        pass.scaled(vector(0), 1 / norm, r).run();
    }

    /**
     * Makes vector {@code count}, which holds an image w, orthonormal to the ones before it: w = Σ hₙ vₙ + h v.
     *
     * @return the coefficients h₀ … h, the last of which is 0 if w depends on the vectors before; valid until the next call
     */
    public double[] orthonormalise(int count) {
        DistributedVector w = vector(count);
        InnerProducts products = pass.products();
        for (int n = 0; n < count; n++) {
            pass.dot(n, vectors[n], w);
        }
        pass.dot(count, w, w).run(); // h ← Vᵀ w, ⟨w, w⟩
        products.allReduce(count + 1);
        double before = Math.sqrt(products.value(count));
        for (int n = 0; n < count; n++) {
            column[n] = products.value(n);
            pass.addScaled(w, -column[n], vectors[n]);
        }
        for (int n = 0; n < count; n++) {
            pass.dot(n, vectors[n], w);
        }
        pass.dot(count, w, w).run(); // w ← w − V h, c ← Vᵀ w, ⟨w, w⟩
        products.allReduce(count + 1);
        double square = products.value(count);
        for (int n = 0; n < count; n++) {
            double correction = products.value(n);
            column[n] += correction;
            square -= correction * correction;
            pass.addScaled(w, -correction, vectors[n]);
        }
        double norm = Math.sqrt(Math.max(0, square)); // ‖w − V c‖² = ‖w‖² − ‖c‖²
        column[count] = norm <= NOTHING_NEW * before ? 0 : norm;
        pass.scaled(w, column[count] == 0 ? 0 : 1 / norm, w).run(); // v ← (w − V c) / ‖w − V c‖
        return column;
    }

    /** Vector n ← Σ yₙⱼ vⱼ, j from 0 to {@code count - 1}, for as many n as y has rows. */
    public void rotate(double[][] y, int count) {
        while (spare.size() < y.length) {
            spare.add(space.vector("spare"));
        }
        for (int n = 0; n < y.length; n++) {
            pass.scaled(spare.get(n), y[n][0], vectors[0]);
            for (int j = 1; j < count; j++) {
                pass.addScaled(spare.get(n), y[n][j], vectors[j]);
            }
        }
        pass.run();
        for (int n = 0; n < y.length; n++) {
            DistributedVector old = vectors[n];
            vectors[n] = spare.get(n);
            spare.set(n, old);
        }
    }

    /** x ← x + Σ yₙ vₙ for n from 0 to {@code count - 1}. */
    public void addTo(DistributedVector x, double[] y, int count) {
        for (int n = 0; n < count; n++) {
            pass.addScaled(x, y[n], vectors[n]);
        }
        pass.run();
    }
}
