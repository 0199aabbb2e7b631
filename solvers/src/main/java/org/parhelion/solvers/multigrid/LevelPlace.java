package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Side;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * Where a rank keeps its part of a level.
 *
 * @param grid shared by the ranks that take part
 * @param prototype field that the level's vectors are like
 * @param space of the level's vectors
 * @param owned this rank's unknowns by global index, perhaps none
 * @param storage where points lie in a vector's array
 * @param layout where the unknowns lie in it
 */
record LevelPlace(
        CartesianGrid grid, Field prototype, VectorSpace space, IndexBox owned, Storage storage, StarLayout layout) {
    static LevelPlace of(VectorSpace space, LevelShape shape, int rank) {
        Field prototype = space.prototype();
        IndexBox owned = shape.owned(rank);
        Storage storage = Storage.of(prototype);
        int parity = (owned.x0() + owned.y0() + owned.z0()) & 1;
        StarLayout layout = new StarLayout(
                storage.index(owned.x0(), owned.y0(), owned.z0()),
                storage.strideY(),
                storage.strideZ(),
                owned.size(Axis.X),
                owned.size(Axis.Y),
                owned.size(Axis.Z),
                parity);
        return new LevelPlace(prototype.grid(), prototype, space, owned, storage, layout);
    }

    /**
     * That of a coarser level: a grid with its cells.
     *
     * @param communicator of the ranks that take part
     * @param finest field whose location and boundaries the level has
     */
    static LevelPlace coarse(Communicator communicator, LevelShape shape, int rank, Field finest) {
        int dimensions = finest.grid().dimensions();
        int[] cells = new int[dimensions];
        int[] blocks = new int[dimensions];
        for (int a = 0; a < dimensions; a++) {
            cells[a] = shape.axis(a).cells();
            blocks[a] = shape.cut().ranks(Axis.of(a));
        }
        GridBuilder builder = CartesianGrid.builder(communicator)
                .cells(cells)
                .ranks(blocks)
                .debugHalos(false); // its loops read ghosts that hold nothing, with weight 0
        for (int a = 0; a < dimensions; a++) {
            AxisLine line = shape.axis(a);
            if (line.isPeriodic()) {
                builder.periodic(Axis.of(a));
            }
            if (line.isUniform()) {
                builder.extent(Axis.of(a), line.faces()[0], line.faces()[line.cells()]);
            } else {
                builder.stretched(Axis.of(a), line.faces());
            }
        }
        CartesianGrid grid = builder.build();
        Field field = grid.field(finest.name(), finest.location());
        field.widenHalo(finest.halo());
        for (Side side : Side.values()) {
            if (grid.uses(side.axis()) && !grid.isPeriodic(side.axis())) {
                field.boundary(side, finest.boundary(side));
            }
        }
        return of(VectorSpace.of(field), shape, rank);
    }

    /** An array laid out as the level's vectors are, all 0. */
    double[] newArray() {
        return new double[prototype.data().length];
    }
}
