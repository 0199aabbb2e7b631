package org.parhelion.mesh.stencil;

import java.util.ArrayDeque;
import java.util.Deque;

/** Hands out slots of a method's frame, freed ones first: low numbers make short bytecode. */
final class LocalSlots {
    private final Deque<Integer> single = new ArrayDeque<>();
    private final Deque<Integer> pairs = new ArrayDeque<>();
    private int next;

    LocalSlots(int first) {
        next = first;
    }

    int take(int words) {
        Deque<Integer> free = words == 1 ? single : pairs;
        if (!free.isEmpty()) {
            return free.pop();
        }
        next += words;
        return next - words;
    }

    void free(int slot, int words) {
        (words == 1 ? single : pairs).push(slot);
    }
}
