package org.parhelion.solvers.linear;

import java.util.List;

/**
 * What a singular operator maps to zero: an orthonormal basis. A system has a solution if the right-hand side is orthogonal
 * to what the transpose maps to zero, which is the same unless said otherwise ({@link #withTranspose}); of all solutions the
 * one orthogonal to the null space is meant.
 */
public final class NullSpace {
    /** That of a regular operator. */
    public static final NullSpace NONE = new NullSpace(List.of());

    private final List<DistributedVector> basis;
    private final FusedPass pass;

    private final NullSpace transpose;

    private NullSpace(List<DistributedVector> basis) {
        this(basis, null);
    }

    private NullSpace(List<DistributedVector> basis, NullSpace transpose) {
        this.basis = List.copyOf(basis);
        this.transpose = transpose == null ? this : transpose;
        this.pass = basis.isEmpty() ? null : new FusedPass(basis.get(0).space(), basis.size());
    }

    /** Constant vectors. */
    public static NullSpace constants(VectorSpace space) {
        DistributedVector constant = space.vector("constant");
        constant.fill(1 / Math.sqrt(space.size()));
        return new NullSpace(List.of(constant));
    }

    /** The span of these vectors, made orthonormal by modified Gram–Schmidt, twice; they are changed. */
    public static NullSpace spannedBy(List<DistributedVector> vectors) {
        for (int n = 0; n < vectors.size(); n++) {
            DistributedVector v = vectors.get(n);
            double before = v.norm();
            for (int again = 0; again < 2; again++) {
                for (DistributedVector earlier : vectors.subList(0, n)) {
                    v.addScaled(-earlier.dot(v), earlier);
                }
            }
            double norm = v.norm();
            if (!(norm > 1e-10 * before)) {
                throw new IllegalArgumentException("null space: vector " + (n + 1) + " of " + vectors.size()
                        + (before > 0 ? " depends on the ones before it" : " is zero or not finite"));
            }
            v.scale(1 / norm);
        }
        return new NullSpace(vectors);
    }

    /**
     * The null space of an operator that is not symmetric.
     *
     * @param left what its transpose maps to zero; {@link #NONE} if that is not known, so that no right-hand side is refused
     */
    public NullSpace withTranspose(NullSpace left) {
        return new NullSpace(basis, left);
    }

    public boolean isEmpty() {
        return basis.isEmpty();
    }

    /** Orthonormal. */
    public List<DistributedVector> basis() {
        return basis;
    }

    /** v ← v − Σ ⟨n, v⟩ n, all products in one message. */
    public void project(DistributedVector v) {
        if (isEmpty()) {
            return;
        }
        measure(v);
        for (int n = 0; n < basis.size(); n++) {
            pass.addScaled(v, -pass.products().value(n), basis.get(n));
        }
        pass.run();
    }

    /** b ← b without what lies outside the operator's range. */
    public void projectToRange(DistributedVector b) {
        transpose.project(b);
    }

    /** √ Σ ⟨n, b⟩² over what the transpose maps to zero: the size of the part of b that lies outside the operator's range. */
    public double component(DistributedVector v) {
        if (transpose != this) {
            return transpose.component(v);
        }
        if (isEmpty()) {
            return 0;
        }
        measure(v);
        double size = 0;
        for (int n = 0; n < basis.size(); n++) {
            size = Math.hypot(size, pass.products().value(n));
        }
        return size;
    }

    private void measure(DistributedVector v) {
        for (int n = 0; n < basis.size(); n++) {
            pass.dot(n, basis.get(n), v);
        }
        pass.run();
        pass.products().allReduce();
    }
}
