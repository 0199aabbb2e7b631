package org.parhelion.mesh;

import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;

/**
 * One number at each point of a grid, this rank's block of it: {@code double[]} in {@code [z][y][x]} order with
 * {@link #halo} ghost points on every side of every axis that the grid uses. Storage is made at its first use.
 */
public final class Field implements Term {
    private final CartesianGrid grid;
    private final String name;
    private final Location location;
    private int halo = 1;
    private double[] data;

    Field(CartesianGrid grid, String name, Location location) {
        this.grid = grid;
        this.name = name;
        this.location = location;
    }

    public CartesianGrid grid() {
        return grid;
    }

    public String name() {
        return name;
    }

    public Location location() {
        return location;
    }

    /** Ghost points on each side of each axis in use. */
    public int halo() {
        return halo;
    }

    /** Ghost points on each side of this axis: {@link #halo}, or none on an axis that the grid does not use. */
    public int halo(Axis axis) {
        return grid.uses(axis) ? halo : 0;
    }

    /** Makes the halo at least this wide; values stay. */
    public void widenHalo(int width) {
        if (width > halo) {
            halo = width;
            data = null;
        }
    }

    /** Points that this rank owns, by local index: from 0 along each axis. */
    public IndexBox owned() {
        IndexBox box = grid.owned(location);
        return new IndexBox(0, box.size(Axis.X), 0, box.size(Axis.Y), 0, box.size(Axis.Z));
    }

    /** Number of points that this rank owns along an axis. */
    public int size(Axis axis) {
        return owned().size(axis);
    }

    /** Global index of local index 0 along an axis. */
    public int offset(Axis axis) {
        return grid.owned(location).low(axis);
    }

    public int strideY() {
        return size(Axis.X) + 2 * halo(Axis.X);
    }

    public int strideZ() {
        return strideY() * (size(Axis.Y) + 2 * halo(Axis.Y));
    }

    /** Position in {@link #data} of a point by local index; ghost points have negative indices or ones past the end. */
    public int index(int i, int j, int k) {
        return (i + halo(Axis.X)) + (j + halo(Axis.Y)) * strideY() + (k + halo(Axis.Z)) * strideZ();
    }

    /** The storage itself, ghost points included. Whoever writes to it calls {@link #markWritten}. */
    public double[] data() {
        if (data == null) {
            data = new double[strideZ() * (size(Axis.Z) + 2 * halo(Axis.Z))];
        }
        return data;
    }

    /** Exchanges the contents, ghost points included, with another field of the same grid and location. */
    public void swap(Field other) {
        double[] mine = data();
        data = other.data();
        other.data = mine;
    }

    /** Values have changed: ghost points are stale until the next exchange. */
    public void markWritten() {}

    @Override
    public Expr expr() {
        return new Expr.Access(this, 0, 0, 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
