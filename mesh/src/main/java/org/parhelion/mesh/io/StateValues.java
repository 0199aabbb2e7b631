package org.parhelion.mesh.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named numbers that a run depends on besides its fields: step counts, the memory of a step-size controller, the state of a
 * random generator. Doubles keep all their bits.
 *
 * <pre>{@code
 * StateValues state = new StateValues();
 * state.put("controller.last_error", error);
 * double error = state.number("controller.last_error");
 * }</pre>
 */
public final class StateValues {
    private final Map<String, Number> values = new LinkedHashMap<>();

    /** Remembers a real number under a name of its own. */
    public void put(String name, double value) {
        putNew(name, value);
    }

    /** Remembers a whole number under a name of its own. */
    public void put(String name, long value) {
        putNew(name, value);
    }

    private void putNew(String name, Number value) {
        if (values.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("state value " + name + " is put twice");
        }
    }

    /**
     * A real number.
     *
     * @throws CheckpointException there is none of this name
     */
    public double number(String name) {
        if (values.get(name) instanceof Double value) {
            return value;
        }
        throw missing(name);
    }

    /**
     * A whole number.
     *
     * @throws CheckpointException there is none of this name
     */
    public long whole(String name) {
        if (values.get(name) instanceof Long value) {
            return value;
        }
        throw missing(name);
    }

    private static CheckpointException missing(String name) {
        return new CheckpointException(CheckpointException.Kind.OTHER, "it has no value of " + name);
    }

    /** Whether there is a number of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All of them, {@link Long} and {@link Double}, in the order in which they were put. */
    public Map<String, Number> all() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateValues state && values.equals(state.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
