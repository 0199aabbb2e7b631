package org.parhelion.mesh;

import java.util.List;

/** Told of the kernels that run on a grid, as by a tool that compares two runs. */
public interface KernelWatch {
    /**
     * A kernel has run, on every rank alike.
     *
     * @param kernel what it does, in words
     * @param written the fields that it has written
     */
    void ran(String kernel, List<Field> written);
}
