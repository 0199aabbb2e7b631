package org.parhelion.mesh;

/** A value at each point of space, such as an initial condition: {@code (x, y, z) -> …}. */
@FunctionalInterface
public interface PointFunction {
    /**
     * The value at a point.
     *
     * @param x coordinate along x
     * @param y coordinate along y; on a grid without this axis the middle of its dummy cell
     * @param z coordinate along z, likewise
     */
    double at(double x, double y, double z);
}
