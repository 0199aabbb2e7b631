package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mesh.stencil.BinaryOp;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.mesh.stencil.UnaryOp;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class GhostValuesTest {
    private static final int[][] SIZES = {
        {10, 7, 5}, {7, 3, 2}, {1, 7, 1}, {13}, {3}, {1}, {7, 11}, {2, 4}, {5, 1}, {7, 1, 1}
    };
    private static final List<Boundary> KINDS = List.of(
            Boundary.dirichlet(0.25),
            Boundary.neumann(-1.5),
            Boundary.robin(2, 0.75, -0.5),
            Boundary.symmetry(),
            Boundary.antisymmetry(),
            Boundary.outflow());

    @RankTest({1, 2, 3, 4, 5, 7})
    void everyGhostHoldsWhatItsBoundaryOrOwnerSays(Communicator world) {
        int variant = 0;
        for (int[] size : SIZES) {
            for (int periodic = 0; periodic < 1 << size.length; periodic++) {
                for (boolean corners : new boolean[] {false, true}) {
                    if (fits(size, world.size())) {
                        // two variants in a row have one set of periodic axes, with corners and without
                        StorageOrder other = variant / 2 % 2 == 0 ? StorageOrder.Y_FASTEST : StorageOrder.Z_FASTEST;
                        exchangeAndCheck(grid(world, size, periodic, StorageOrder.X_FASTEST), corners, variant);
                        exchangeAndCheck(grid(world, size, periodic, other), corners, variant);
                    }
                    variant++;
                }
            }
        }
    }

    /** Blocks one cell thin along each axis in turn, with halos that reach over several of them. */
    @RankTest({3, 5, 7})
    void ghostsComeFromAsFarAsTheyMust(Communicator world) {
        for (Axis axis : Axis.values()) {
            for (StorageOrder order : StorageOrder.values()) {
                int[] blocks = {1, 1, 1};
                int[] cells = {4, 4, 4};
                blocks[axis.ordinal()] = world.size();
                cells[axis.ordinal()] = world.size();
                GridBuilder builder =
                        CartesianGrid.builder(world).storage(order).cells(cells).ranks(blocks);
                exchangeAndCheck(builder.build(), true, axis.ordinal());
                exchangeAndCheck(builder.periodic(axis).build(), true, axis.ordinal() + 3);
            }
        }
    }

    private static void exchangeAndCheck(CartesianGrid grid, boolean corners, int variant) {
        List<Field> fields = List.of(
                field(grid, Location.CELL, 1 + variant % 4, variant),
                field(grid, Location.CELL, 1 + (variant + 2) % 6, variant + 1),
                field(grid, Location.values()[1 + variant % grid.dimensions()], 4, variant + 2),
                field(grid, Location.NODE, 1 + variant % 3, variant + 3));
        fields.forEach(field -> new GhostOracle(field).prepare());
        try (HaloExchange halo = HaloExchange.of(fields, corners)) {
            halo.exchange();
        }
        fields.forEach(field -> new GhostOracle(field).check(corners));
    }

    private static CartesianGrid grid(Communicator world, int[] size, int periodic, StorageOrder order) {
        GridBuilder builder = CartesianGrid.builder(world)
                .storage(order)
                .cells(size)
                .extent(Arrays.copyOf(new double[] {1, 2, 3}, size.length));
        for (int a = 0; a < size.length; a++) {
            if ((periodic >> a & 1) == 1) {
                builder.periodic(Axis.of(a));
            }
        }
        return builder.build();
    }

    private static Field field(CartesianGrid grid, Location location, int halo, int variant) {
        Field field = grid.field(location + "/" + halo, location);
        field.widenHalo(halo);
        for (Side side : Side.values()) {
            if (grid.uses(side.axis()) && !grid.isPeriodic(side.axis())) {
                field.boundary(side, KINDS.get((variant + 5 * side.ordinal() + side.ordinal() / 2) % KINDS.size()));
            }
        }
        return field;
    }

    private static boolean fits(int[] size, int ranks) {
        try {
            BlockDecomposition.of(size, ranks);
            return true;
        } catch (IllegalArgumentException tooMany) {
            return false;
        }
    }

    /** A linear function obeys its own Dirichlet, Neumann and Robin values, so its ghosts continue it. */
    @RankTest({1, 2, 3, 5})
    void aLinearFunctionContinuesBeyondStretchedWalls(Communicator world) {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(6, 5)
                .stretched(Axis.X, s -> 1 + s + s * s)
                .stretched(Axis.Y, -1, 0, 0.5, 0.75, 2, 7)
                .build();
        // u = 2 + 3 x − y
        Expr x = new Expr.Coordinate(Axis.X);
        Expr y = new Expr.Coordinate(Axis.Y);
        Field u = grid.field("u");
        u.widenHalo(3);
        u.boundary(Side.X_LOW, Boundary.dirichlet(x.times(3).plus(2).minus(y)));
        u.boundary(Side.X_HIGH, Boundary.neumann(3));
        u.boundary(Side.Y_LOW, Boundary.neumann(1));
        Expr right = x.times(3).plus(2).minus(y).times(4).minus(0.5);
        u.boundary(Side.Y_HIGH, Boundary.robin(Expr.constant(4), Expr.constant(0.5), right));
        u.fill((px, py, pz) -> 2 + 3 * px - py);
        try (HaloExchange halo = HaloExchange.of(List.of(u), true)) {
            halo.exchange();
        }
        IndexBox all = u.stored().shift(u.offset(Axis.X), u.offset(Axis.Y), 0);
        for (int j = all.y0(); j < all.y1(); j++) {
            for (int i = all.x0(); i < all.x1(); i++) {
                double expected =
                        2 + 3 * grid.coordinate(Axis.X, Location.CELL, i) - grid.coordinate(Axis.Y, Location.CELL, j);
                assertEquals(expected, u.get(i, j, 0), 1e-12, "at " + i + " " + j);
            }
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void boundaryExpressionsGiveTheSameGhostsOnAnyCut(Communicator world) {
        Communicator alone = world.split(world.rank(), 0).orElseThrow();
        Parameter amplitude = Parameter.of("A", 2);
        Field many = waves(world, amplitude);
        Field one = waves(alone, amplitude);
        try (HaloExchange halo = HaloExchange.of(List.of(many), true);
                HaloExchange single = HaloExchange.of(List.of(one), true)) {
            for (double t : new double[] {0, 0.7, 1.4}) {
                many.grid().time().set(t);
                one.grid().time().set(t);
                amplitude.set(2 - t);
                halo.exchange();
                single.exchange();
                compare(many, one);
            }
            double wall = (2 - 1.4) * (0.5 / 9) + 1.4;
            assertEquals(2 * wall - one.get(0, 0, 0), one.get(0, -1, 0), 1e-14);
            assertEquals(one.get(0, -1, 0), one.get(9, -1, 0), "coordinates wrap across the seam");
        }
        alone.close();
    }

    private static Field waves(Communicator world, Parameter amplitude) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(9, 7, 4).periodic(Axis.X).build();
        Field u = grid.field("u");
        u.widenHalo(2);
        // A x + |t|
        Expr size = new Expr.Unary(UnaryOp.ABS, grid.time().expr());
        Expr value = amplitude.times(new Expr.Coordinate(Axis.X)).plus(size);
        u.boundary(Side.Y_LOW, Boundary.dirichlet(value));
        u.boundary(Side.Y_HIGH, Boundary.neumann(new Expr.Coordinate(Axis.Z).times(grid.time())));
        Expr larger = new Expr.Binary(BinaryOp.MAX, new Expr.Coordinate(Axis.Y), amplitude.expr());
        u.boundary(Side.Z_LOW, Boundary.robin(larger, Expr.constant(1), value));
        u.fill((x, y, z) -> x * x + 3 * y * z + 0.1);
        return u;
    }

    private static void compare(Field many, Field one) {
        CartesianGrid grid = many.grid();
        IndexBox all = many.stored().shift(many.offset(Axis.X), many.offset(Axis.Y), many.offset(Axis.Z));
        for (int k = all.z0(); k < all.z1(); k++) {
            for (int j = all.y0(); j < all.y1(); j++) {
                for (int i = all.x0(); i < all.x1(); i++) {
                    double expected = one.get(Math.floorMod(i, grid.cells(Axis.X)), j, k);
                    assertEquals(expected, many.get(i, j, k), "at " + i + " " + j + " " + k);
                }
            }
        }
    }
}
