package org.parhelion.solvers.multigrid;

import java.util.Set;
import org.parhelion.mesh.Axis;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.DistributedVector;

/** One level of multigrid on this rank. On ranks that take no part there is a shape and nothing else. */
final class Level implements AutoCloseable {
    private final int depth;
    private final Communicator finest;
    private final LevelShape shape;
    private final LevelPlace place;
    private final LevelOperator operator;
    private DistributedVector solution;
    private DistributedVector rightHandSide;
    private DistributedVector residual;
    private Relaxation relaxation;
    private int coarsenedAxes;
    private Set<Axis> stiffAxes = Set.of();

    /**
     * @param depth 0 for the finest level
     * @param finest communicator of the finest level
     * @param place null on ranks that take no part
     * @param operator likewise
     */
    Level(int depth, Communicator finest, LevelShape shape, LevelPlace place, LevelOperator operator) {
        this.depth = depth;
        this.finest = finest;
        this.shape = shape;
        this.place = place;
        this.operator = operator;
    }

    boolean isActive() {
        return place != null;
    }

    /** The communicator of the finest level, through which values of all levels travel. */
    Communicator finestCommunicator() {
        return finest;
    }

    /** This rank's number in it. */
    int rank() {
        return finest.rank();
    }

    LevelShape shape() {
        return shape;
    }

    LevelPlace place() {
        return place;
    }

    Storage storage() {
        return place == null ? null : place.storage();
    }

    LevelOperator operator() {
        return operator;
    }

    /**
     * The operator as a star.
     *
     * @throws IllegalArgumentException if it is none
     */
    StarLevelOperator star(Smoother smoother) {
        if (operator instanceof StarLevelOperator star) {
            return star;
        }
        throw new IllegalArgumentException(
                "multigrid: " + smoother + " needs an operator that reaches to the nearest points"
                        + " along the axes; use Smoother.chebyshev() or Smoother.jacobi()");
    }

    /** The level's own u; null on ranks that take no part. */
    DistributedVector solution() {
        if (solution == null && place != null) {
            solution = place.space().vector("solution");
        }
        return solution;
    }

    /** The level's own b. */
    DistributedVector rightHandSide() {
        if (rightHandSide == null && place != null) {
            rightHandSide = place.space().vector("right-hand side");
        }
        return rightHandSide;
    }

    /** The level's own r, which smoothers may use too. */
    DistributedVector residualVector() {
        if (residual == null && place != null) {
            residual = place.space().vector("residual");
        }
        return residual;
    }

    /** Number of axes that the next level has fewer points along. */
    int coarsenedAxes() {
        return coarsenedAxes;
    }

    void setCoarsenedAxes(int count) {
        coarsenedAxes = count;
    }

    /** Axes along which points are tied strongly and which coarser levels do not coarsen. */
    Set<Axis> stiffAxes() {
        return stiffAxes;
    }

    void setStiffAxes(Set<Axis> axes) {
        stiffAxes = axes;
    }

    void smoothWith(Smoother smoother) {
        relaxation = place == null ? null : smoother.on(this);
    }

    /** The smoother at work; null on ranks that take no part, and on the coarsest level. */
    Relaxation relaxation() {
        return relaxation;
    }

    /** Smooths, where this rank takes part. */
    void relax(DistributedVector u, DistributedVector b, int sweeps, boolean reversed) {
        if (relaxation != null && sweeps > 0) {
            relaxation.relax(u, b, sweeps, reversed);
        }
    }

    static double[] data(DistributedVector vector) {
        return vector == null ? null : vector.data();
    }

    @Override
    public void close() {
        if (relaxation != null) {
            relaxation.close();
        }
        if (operator != null) {
            operator.close();
        }
    }

    /** Such as {@code level 1, 64×64×64 cells on 2 ranks}. */
    @Override
    public String toString() {
        return "level " + depth + ", " + shape.cut().toString().replaceAll(" in .*", "") + " on " + shape.activeRanks()
                + (shape.activeRanks() == 1 ? " rank" : " ranks");
    }
}
