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
    private double[] plane;

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
        StarLayout layout = place.layout();
        if (plane == null) {
            plane = new double[layout.origin() + layout.strideZ()];
        }
        exchange(u);
        squares.clear();
        for (int k = 0; k < layout.nz(); k++) {
            kernels.residualPlane(u, b, plane, -k * layout.strideZ(), k);
            for (int j = 0; j < layout.ny(); j++) {
                int row = layout.index(0, j, 0);
                squares.addProducts(plane, row, plane, row, layout.nx());
            }
        }
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
