package org.parhelion.mpi.profile;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A named part of a program whose time a {@link Profile} takes. There is one object for each name. */
public final class Region {
    private static final ConcurrentMap<String, Region> ALL = new ConcurrentHashMap<>();

    private final String name;

    private Region(String name) {
        this.name = name;
    }

    /**
     * The region of this name. Keep it: asking again each time costs a look-up.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static Region of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a region of a profile needs a name");
        }
        return ALL.computeIfAbsent(name, Region::new);
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
