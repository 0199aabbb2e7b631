package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.solvers.multigrid.MultigridProblems.anisotropic;
import static org.parhelion.solvers.multigrid.MultigridProblems.cubes;
import static org.parhelion.solvers.multigrid.MultigridProblems.diffusion;
import static org.parhelion.solvers.multigrid.MultigridProblems.field;
import static org.parhelion.solvers.multigrid.MultigridProblems.poisson;
import static org.parhelion.solvers.multigrid.MultigridProblems.rough;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;

/** Each rank also solves the whole problem alone: the parts must be its bits. */
class MultigridBitsTest {
    private static final Boundary WALL = Boundary.dirichlet(0);
    private static final Boundary INSULATED = Boundary.neumann(0);

    private static void sameBits(
            Communicator world,
            Function<Communicator, GridOperator> problem,
            UnaryOperator<MultigridBuilder> settings) {
        try (Communicator self = world.split(world.rank(), 0).orElseThrow()) {
            DistributedVector part = cycled(problem.apply(world), settings);
            DistributedVector whole = cycled(problem.apply(self), settings);
            long same = MultigridProblems.isPartOf(part, whole) ? 1 : 0;
            assertEquals(1, world.allReduce(same, ReduceOp.MIN));
            assertTrue(Double.isFinite(part.norm()));
        }
    }

    private static DistributedVector cycled(GridOperator a, UnaryOperator<MultigridBuilder> settings) {
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = a.domain().vector("b");
        b.field().fill(rough());
        a.nullSpace().project(b);
        MultigridBuilder builder = Multigrid.builder(a).unknownsPerRank(60).directUnknowns(10);
        try (Multigrid multigrid = settings.apply(builder).build()) {
            multigrid.solveOnce(b, x, 1);
            DistributedVector z = a.domain().vector("z");
            multigrid.preconditioner().apply(b, z);
            x.addScaled(0.5, z);
        }
        return x;
    }

    @RankTest({2, 3, 4})
    void nodesOfAnOddGrid(Communicator world) {
        sameBits(world, ranks -> poisson(ranks, Location.NODE, WALL, 13, 17, 11), settings -> settings);
        sameBits(world, ranks -> poisson(ranks, Location.NODE, INSULATED, 19, 14), settings -> settings);
    }

    @RankTest({2, 3, 4})
    void cellsOfAnOddGrid(Communicator world) {
        sameBits(world, ranks -> poisson(ranks, Location.CELL, WALL, 13, 10, 7), settings -> settings);
        sameBits(
                world,
                ranks -> poisson(ranks, Location.CELL, Boundary.robin(1, 2, 0), 15, 22),
                settings -> settings.cycle(Cycle.W));
    }

    @RankTest({2, 3, 4})
    void periodicGrids(Communicator world) {
        sameBits(world, ranks -> poisson(ranks, Location.CELL, null, 13, 12), settings -> settings.cycle(Cycle.F));
        sameBits(world, ranks -> poisson(ranks, Location.NODE, null, 9, 8, 10), settings -> settings);
    }

    @RankTest({2, 3, 4})
    void oneAxisAlone(Communicator world) {
        sameBits(world, ranks -> poisson(ranks, Location.CELL, WALL, 101), settings -> settings);
        sameBits(world, ranks -> poisson(ranks, Location.NODE, WALL, 64), settings -> settings);
    }

    @RankTest({2, 3, 4})
    void facesAreNodesAlongOneAxisAndCellsAlongTheOthers(Communicator world) {
        sameBits(world, ranks -> poisson(ranks, Location.Y_FACE, WALL, 14, 11, 9), settings -> settings);
    }

    @RankTest({2, 3, 4})
    void jacobiAndChebyshev(Communicator world) {
        sameBits(
                world,
                ranks -> poisson(ranks, Location.NODE, WALL, 20, 21),
                settings -> settings.smoother(Smoother.jacobi()));
        sameBits(
                world,
                ranks -> poisson(ranks, Location.CELL, WALL, 12, 9, 8),
                settings -> settings.smoother(Smoother.chebyshev()).sweeps(2, 2));
    }

    @RankTest({2, 3, 4})
    void linesThatAreCut(Communicator world) {
        sameBits(
                world,
                ranks -> anisotropic(field(cubes(ranks, false, 18, 25), Location.NODE, WALL), 1e-3),
                settings -> settings.smoother(Smoother.lines(Axis.Y)));
        sameBits(
                world,
                ranks -> poisson(ranks, Location.CELL, null, 9, 8, 13),
                settings -> settings.smoother(Smoother.lines(Axis.X, Axis.Y, Axis.Z)));
    }

    @RankTest({2, 3, 4})
    void coefficientsThatJump(Communicator world) {
        for (Location location : new Location[] {Location.NODE, Location.CELL}) {
            for (Boundary boundary : new Boundary[] {WALL, INSULATED, null}) {
                sameBits(world, ranks -> jump(ranks, location, boundary, 17, 14), settings -> settings);
            }
            sameBits(world, ranks -> jump(ranks, location, WALL, 9, 8, 11), settings -> settings);
        }
    }

    private static GridOperator jump(Communicator ranks, Location location, Boundary boundary, int... cells) {
        Field u = field(cubes(ranks, boundary == null, cells), location, boundary);
        Field k = u.grid().field("k", location);
        k.fill((x, y, z) -> 0.3 < x && x < 0.7 && 0.2 < y ? 1000 : 1);
        return diffusion(u, k);
    }

    @RankTest({2, 3, 4})
    void thinGrids(Communicator world) {
        sameBits(world, ranks -> poisson(ranks, Location.CELL, WALL, 33, 1), settings -> settings);
        sameBits(world, ranks -> poisson(ranks, Location.CELL, null, 32, 1, 2), settings -> settings);
        sameBits(world, ranks -> poisson(ranks, Location.NODE, WALL, 30, 2, 3), settings -> settings);
    }
}
