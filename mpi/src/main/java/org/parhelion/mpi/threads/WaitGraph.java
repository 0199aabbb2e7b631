package org.parhelion.mpi.threads;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which rank waits for which: where the waiting closes to a cycle, or ends at a rank that has returned. */
final class WaitGraph {
    private final int[][] waitsFor;
    private final boolean[] returned;

    private WaitGraph(int[][] waitsFor, boolean[] returned) {
        this.waitsFor = waitsFor;
        this.returned = returned;
    }

    static WaitGraph of(Rank[] ranks, Job job) {
        int[][] waitsFor = new int[ranks.length][];
        boolean[] returned = new boolean[ranks.length];
        for (Rank rank : ranks) {
            List<Integer> wanted = new ArrayList<>();
            Waitable waiting = rank.waiting();
            returned[rank.number] = job.hasReturned(rank);
            if (waiting != null && !returned[rank.number]) {
                waiting.waitsFor(wanted::add);
            }
            waitsFor[rank.number] = wanted.stream().mapToInt(Integer::intValue).toArray();
        }
        return new WaitGraph(waitsFor, returned);
    }

    /**
     * For each rank in turn that is in no cycle named before, the shortest cycle through it; without any cycle, the ranks
     * that wait for one that has returned.
     */
    List<String> chains() {
        List<String> chains = new ArrayList<>();
        boolean[] named = new boolean[waitsFor.length];
        for (int rank = 0; rank < waitsFor.length; rank++) {
            if (!named[rank]) {
                List<Integer> cycle = shortestCycle(rank);
                if (!cycle.isEmpty() && cycle.stream().noneMatch(other -> named[other])) {
                    cycle.forEach(member -> named[member] = true);
                    chains.add("cycle: " + words(cycle, cycle.get(0)));
                }
            }
        }
        return chains.isEmpty() ? waitsForReturned() : chains;
    }

    private List<String> waitsForReturned() {
        List<String> chains = new ArrayList<>();
        for (int rank = 0; rank < waitsFor.length; rank++) {
            for (int wanted : waitsFor[rank]) {
                if (returned[wanted]) {
                    chains.add("rank " + rank + " waits for rank " + wanted + ", which has returned");
                    break;
                }
            }
        }
        return chains;
    }

    private static String words(List<Integer> cycle, int end) {
        StringBuilder words = new StringBuilder("rank " + cycle.get(0) + " waits for ");
        for (int rank : cycle.subList(1, cycle.size())) {
            words.append("rank ").append(rank).append(", which waits for ");
        }
        return words.append(cycle.size() == 1 ? "itself" : "rank " + end).toString();
    }

    /** By breadth-first search; empty if there is none. */
    private List<Integer> shortestCycle(int start) {
        int[] cameFrom = new int[waitsFor.length];
        Arrays.fill(cameFrom, -1);
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            int rank = queue.remove();
            for (int next : waitsFor[rank]) {
                if (next == start) {
                    return path(cameFrom, start, rank);
                }
                if (cameFrom[next] < 0) {
                    cameFrom[next] = rank;
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<Integer> path(int[] cameFrom, int start, int end) {
        List<Integer> path = new ArrayList<>();
        for (int rank = end; rank != start; rank = cameFrom[rank]) {
            path.add(0, rank);
        }
        path.add(0, start);
        return path;
    }
}
