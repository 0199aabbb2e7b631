package org.parhelion.mesh.stencil;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generated classes of a plan, scalar or vector. They hold no state; kernels with equal plans share them.
 *
 * @param plan what they compute
 * @param splitting how the work is shared among them
 * @param codes one for each chunk
 * @param methodSizes bytes of bytecode of each
 * @param lanes points that they compute at a time
 */
record CompiledPlan(CodePlan plan, Splitting splitting, List<BoxCode> codes, List<Integer> methodSizes, int lanes) {
    /** Values in one chunk at most: a limit on C2's work, apart from the limit on bytecode. */
    static final int MOST_VALUES = 400;

    private static final Map<Key, SoftReference<CompiledPlan>> CACHE = new ConcurrentHashMap<>();

    private record Key(CodePlan plan, VectorShape shape) {
        // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && plan.equals(that.plan) && Objects.equals(shape, that.shape);
        }

        @Override
        public int hashCode() {
            return 31 * plan.hashCode() + Objects.hashCode(shape);
        }
    }

    /** @param shape width of the vectors, or null for scalar code */
    static CompiledPlan of(CodePlan plan, VectorShape shape) {
        Key key = new Key(plan, shape);
        SoftReference<CompiledPlan> reference = CACHE.get(key);
        CompiledPlan found = reference == null ? null : reference.get();
        if (found == null) {
            found = generate(plan, shape, MOST_VALUES);
            CACHE.values().removeIf(old -> old.get() == null);
            CACHE.put(key, new SoftReference<>(found));
        }
        return found;
    }

    /** Splits finer until every method is small enough for HotSpot's compilers. */
    static CompiledPlan generate(CodePlan plan, VectorShape shape, int mostValues) {
        for (int most = mostValues; ; most = most * 3 / 4) {
            Splitting splitting = Splitting.of(plan, most);
            List<GeneratedCode> codes = splitting.chunks().stream()
                    .map(chunk -> BoxCodeGenerator.generate(plan, splitting, chunk, shape))
                    .toList();
            if (most <= 1 || codes.stream().noneMatch(GeneratedCode::isTooLarge)) {
                return new CompiledPlan(
                        plan,
                        splitting,
                        codes.stream().map(GeneratedCode::load).toList(),
                        codes.stream().map(GeneratedCode::methodSize).toList(),
                        shape == null ? 1 : shape.lanes());
            }
        }
    }

    /** Rows of memory that the chunks need: values passed on, then one for each sum. */
    int rows() {
        return splitting.rows().size() + plan.sums().size();
    }
}
