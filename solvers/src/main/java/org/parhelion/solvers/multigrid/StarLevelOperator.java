package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;
import org.parhelion.solvers.linear.DistributedVector;

/** A star-shaped operator on one level: loops over this rank's unknowns, and the halo that they need. */
final class StarLevelOperator implements LevelOperator {
    private final LevelPlace place;
    private final StarKernels kernels;
    private final BoxTransfer halo;
    private final ReproducibleSum squares = new ReproducibleSum();
    private double[] rows = {};

    /**
     * Collective over all ranks of the finest level.
     *
     * @param finest communicator of the finest level
     * @param place null on ranks that take no part
     */
    StarLevelOperator(Communicator finest, LevelShape shape, LevelPlace place, StarKernels kernels) {
        this.place = place;
        this.kernels = kernels;
        Storage storage = place == null ? null : place.storage();
        this.halo = BoxTransfer.of(finest, shape, rank -> faces(shape, rank), storage, storage, true);
    }

    /** The ghosts that a star needs. */
    static List<IndexBox> faces(LevelShape shape, int rank) {
        IndexBox owned = shape.owned(rank);
        List<IndexBox> faces = new ArrayList<>();
        for (int a = 0; a < 3 && !owned.isEmpty(); a++) {
            if (shape.axis(a).isUsed()) {
                Axis axis = Axis.of(a);
                faces.add(owned.with(axis, owned.low(axis) - 1, owned.low(axis)));
                faces.add(owned.with(axis, owned.high(axis), owned.high(axis) + 1));
            }
        }
        return faces;
    }

    LevelPlace place() {
        return place;
    }

    StarKernels kernels() {
        return kernels;
    }

    /** Whether neighbours or periodic seams give this rank any ghosts. */
    boolean hasHalo() {
        return !halo.isEmpty();
    }

    /** Makes the ghosts of neighbours and across periodic seams current. */
    void exchange(double[] u) {
        halo.run(u, u);
    }

    @Override
    public void apply(DistributedVector u, DistributedVector y) {
        exchange(u.data());
        kernels.apply(u.data(), y.data());
        y.markWritten();
    }

    @Override
    public void residual(DistributedVector u, DistributedVector b, DistributedVector r) {
        exchange(u.data());
        kernels.residual(u.data(), b.data(), r.data());
        r.markWritten();
    }

    /** ‖b − A u‖ over all ranks, plane by plane: r is not stored. */
    double residualNorm(double[] u, double[] b) {
        sumSquares(u, b);
        return squaresNorm();
    }

    /** This rank's part of that, for {@link #squaresNorm}. */
    void sumSquares(double[] u, double[] b) {
        exchange(u);
        clearSquares();
        for (int k = 0; k < place.layout().nz(); k++) {
            addSquares(u, b, k, 0, place.layout().ny());
        }
    }

    /** Forgets what {@link #addSquares} has summed. */
    void clearSquares() {
        squares.clear();
    }

    /** Adds the squares of b − A u in some rows of a plane; ghosts must be current. */
    void addSquares(double[] u, double[] b, int k, int from, int to) {
        StarLayout layout = place.layout();
        int count = (to - from) * layout.strideY();
        if (rows.length < count) {
            rows = new double[count];
        }
        kernels.residualRows(u, b, rows, -layout.index(0, from, k), k, from, to);
        // what lies between the rows is and stays 0
        squares.addProducts(rows, 0, rows, 0, count);
    }

    /** The root of the sum over all ranks; collective. */
    double squaresNorm() {
        squares.allReduce(place.space().communicator());
        return Math.sqrt(squares.value());
    }

    @Override
    public double[] diagonal() {
        double[] diagonal = new double[place.space().vector("").data().length];
        Arrays.fill(diagonal, 1);
        StarLayout layout = place.layout();
        StarStencil stencil = kernels.stencil();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    diagonal[layout.index(i, j, k)] = stencil.centre(i, j, k);
                }
            }
        }
        return diagonal;
    }

    @Override
    public double spectralBound() {
        double most = 0;
        StarLayout layout = place.layout();
        StarStencil stencil = kernels.stencil();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    double sum = 0;
                    for (int a = 0; a < 3; a++) {
                        sum += Math.abs(stencil.low(a, i, j, k)) + Math.abs(stencil.high(a, i, j, k));
                    }
                    most = Math.max(most, 1 + sum / Math.abs(stencil.centre(i, j, k)));
                }
            }
        }
        return place.grid().communicator().allReduce(most, ReduceOp.MAX);
    }

    @Override
    public void close() {
        halo.close();
    }
}
