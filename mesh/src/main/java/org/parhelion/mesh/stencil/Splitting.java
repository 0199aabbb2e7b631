package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a program into chunks that HotSpot will compile: it leaves methods of more than 8000 bytes of bytecode to the
 * interpreter. The cuts fall where few values are alive; values needed on both sides pass through rows of memory.
 *
 * @param chunks in the order in which they run
 * @param rows values that pass from chunk to chunk; position in this list is the number of the row
 */
record Splitting(List<Chunk> chunks, List<Integer> rows) {
    static Splitting of(CodePlan plan, int mostValues) {
        return new Cutter(plan).cut(mostValues);
    }

    /** Number of the row that collects the values of a sum; these follow the values that pass from chunk to chunk. */
    int sumRow(CodePlan plan, int reduction) {
        return rows.size() + plan.sums().indexOf(reduction);
    }

    private static final class Cutter {
        private final CodePlan plan;
        private final Level[] levels;
        /** Values at level X in order, but for loads, which each chunk that needs them does again. */
        private final List<Integer> computed = new ArrayList<>();

        private final int[] position;
        private final int[] lastUse;

        Cutter(CodePlan plan) {
            this.plan = plan;
            levels = plan.levels();
            boolean[] result = results();
            position = new int[plan.size()];
            lastUse = new int[plan.size()];
            Arrays.fill(position, -1);
            for (int v = 0; v < plan.size(); v++) {
                if (levels[v] == Level.POINT && (plan.op(v).operands() > 0 || result[v])) {
                    position[v] = computed.size();
                    lastUse[v] = position[v];
                    for (int operand : plan.operands(v)) {
                        lastUse[operand] = position[v];
                    }
                    computed.add(v);
                }
            }
        }

        /** A load that is stored as it is must not be done again: the store may have changed its field. */
        private boolean[] results() {
            boolean[] result = new boolean[plan.size()];
            plan.stores().forEach(store -> result[store.value()] = true);
            plan.reductions().forEach(reduction -> result[reduction.value()] = true);
            return result;
        }

        Splitting cut(int mostValues) {
            List<Integer> ends = ends(mostValues);
            List<List<Integer>> parts = new ArrayList<>();
            int start = 0;
            for (int end : ends) {
                parts.add(withLoads(computed.subList(start, end)));
                start = end;
            }
            int[] chunkOf = new int[plan.size()];
            for (int n = 0; n < ends.size(); n++) {
                for (int p = n == 0 ? 0 : ends.get(n - 1); p < ends.get(n); p++) {
                    chunkOf[computed.get(p)] = n;
                }
            }
            return assemble(parts, chunkOf);
        }

        private List<Integer> ends(int mostValues) {
            List<Integer> ends = new ArrayList<>();
            int start = 0;
            while (computed.size() - start > mostValues) {
                int remaining = computed.size() - start;
                int most = Math.min(mostValues, remaining);
                int best = start + most;
                int fewest = Integer.MAX_VALUE;
                for (int end = start + most; end > start + most / 2; end--) {
                    int alive = alive(end);
                    if (alive < fewest) {
                        fewest = alive;
                        best = end;
                    }
                }
                ends.add(best);
                start = best;
            }
            ends.add(computed.size());
            return ends;
        }

        private int alive(int end) {
            int alive = 0;
            for (int p = 0; p < end; p++) {
                alive += lastUse[computed.get(p)] >= end ? 1 : 0;
            }
            return alive;
        }

        private List<Integer> withLoads(List<Integer> part) {
            boolean[] loaded = new boolean[plan.size()];
            for (int v : part) {
                for (int operand : plan.operands(v)) {
                    loaded[operand] |= isLoaded(operand);
                }
            }
            List<Integer> all = new ArrayList<>(part);
            for (int v = 0; v < loaded.length; v++) {
                if (loaded[v]) {
                    all.add(v);
                }
            }
            all.sort(null);
            return all;
        }

        private boolean isLoaded(int v) {
            return levels[v] == Level.POINT && position[v] < 0;
        }

        private Splitting assemble(List<List<Integer>> parts, int[] chunkOf) {
            int[] storeChunk = new int[plan.stores().size()];
            for (int s = 0; s < storeChunk.length; s++) {
                Program.Store store = plan.stores().get(s);
                storeChunk[s] = chunkOf[store.value()];
                for (int n = 0; n < parts.size(); n++) {
                    storeChunk[s] = plan.loads(store.slot(), parts.get(n)) ? Math.max(storeChunk[s], n) : storeChunk[s];
                }
            }
            List<Chunk> chunks = new ArrayList<>();
            boolean[] passes = new boolean[plan.size()];
            for (int n = 0; n < parts.size(); n++) {
                chunks.add(new Chunk(
                        parts.get(n),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        storesOf(storeChunk, n),
                        reductionsOf(chunkOf, n)));
                for (int v : parts.get(n)) {
                    for (int operand : plan.operands(v)) {
                        receive(chunks, n, operand, chunkOf, passes);
                    }
                }
                for (int s : chunks.get(n).stores()) {
                    receive(chunks, n, plan.stores().get(s).value(), chunkOf, passes);
                }
            }
            List<Integer> rows = new ArrayList<>();
            for (int v = 0; v < passes.length; v++) {
                if (passes[v]) {
                    chunks.get(chunkOf[v]).passedOn().add(v);
                    rows.add(v);
                }
            }
            return new Splitting(chunks, rows);
        }

        private void receive(List<Chunk> chunks, int n, int v, int[] chunkOf, boolean[] passes) {
            if (position[v] >= 0 && chunkOf[v] < n) {
                passes[v] = true;
                if (!chunks.get(n).received().contains(v)) {
                    chunks.get(n).received().add(v);
                }
            }
        }

        private List<Integer> storesOf(int[] storeChunk, int n) {
            List<Integer> list = new ArrayList<>();
            for (int s = 0; s < storeChunk.length; s++) {
                if (storeChunk[s] == n) {
                    list.add(s);
                }
            }
            return list;
        }

        private List<Integer> reductionsOf(int[] chunkOf, int n) {
            List<Integer> list = new ArrayList<>();
            for (int r = 0; r < plan.reductions().size(); r++) {
                if (chunkOf[plan.reductions().get(r).value()] == n) {
                    list.add(r);
                }
            }
            return list;
        }
    }
}
