package org.parhelion.solvers.linear;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a solver keeps from one solve to the next: its vectors, and what it found out about its operator. */
final class Workspace {
    private static final int FIRST_STEPS = 1024;

    private final VectorSpace space;
    private final Map<String, DistributedVector> vectors = new HashMap<>();
    private final Map<Class<?>, Object> things = new HashMap<>();
    private final Map<Integer, FusedPass> passes = new HashMap<>();
    /** Residuals after each step. */
    double[] history = new double[FIRST_STEPS];

    Workspace(VectorSpace space) {
        this.space = space;
    }

    DistributedVector vector(String name) {
        DistributedVector known = vectors.get(name);
        if (known == null) {
            known = space.vector(name);
            vectors.put(name, known);
        }
        return known;
    }

    FusedPass pass(int products) {
        FusedPass known = passes.get(products);
        if (known == null) {
            known = new FusedPass(space, products);
            passes.put(products, known);
        }
        return known;
    }

    <T> T keep(Class<T> type, Supplier<T> make) {
        return type.cast(things.computeIfAbsent(type, same -> make.get()));
    }
}
