package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class KernelTest {
    private static CartesianGrid oddBox(Communicator world) {
        return CartesianGrid.builder(world)
                .cells(10, 7, 5)
                .extent(1, 2, 3)
                .periodic(Axis.Z)
                .build();
    }

    private static Field bumpy(CartesianGrid grid, String name) {
        Field field = grid.field(name);
        field.fill((x, y, z) -> Math.sin(3 * x) + Math.cos(2 * y + z) * x);
        return field;
    }

    private static Expr laplacian(Field field, int order) {
        return new Expr.Laplacian(field.expr(), order);
    }

    /** What a whole run should leave, by halo exchange and interpreter. */
    private static double[] expected(Field source, Field target, Expr value) {
        CartesianGrid grid = source.grid();
        Program program = Lowering.lower(grid, Location.CELL, List.of(Kernel.assign(target, value)), List.of());
        source.widenHalo(new GhostNeeds(program, grid, Location.CELL).width(source));
        try (HaloExchange halo = HaloExchange.of(List.of(source), true)) {
            halo.exchange();
        }
        ProgramInterpreter.run(program, grid, Location.CELL, target.owned());
        double[] values = owned(target);
        source.markWritten();
        return values;
    }

    private static double[] owned(Field field) {
        IndexBox box = field.owned();
        double[] values = new double[(int) box.count()];
        int n = 0;
        for (int k = 0; k < box.z1(); k++) {
            for (int j = 0; j < box.y1(); j++) {
                for (int i = 0; i < box.x1(); i++) {
                    values[n++] = field.data()[field.index(i, j, k)];
                }
            }
        }
        return values;
    }

    @RankTest({1, 2, 3, 4, 5, 6})
    void innerPointsAndShellTogetherAreTheWholeStencil(Communicator world) {
        for (int bits : new int[] {0, 128, 256}) {
            CartesianGrid grid = oddBox(world);
            Field source = bumpy(grid, "T");
            source.boundary(Boundary.dirichlet(0.5));
            Field target = grid.field("next");
            Expr value = source.plus(laplacian(source, 4).times(0.01)).plus(source.shift(1, -1, 1));
            double[] expected = expected(source, target, value);
            target.fill(Double.NaN);
            CodeTier tier = bits == 0 ? CodeTier.alwaysScalar() : CodeTier.alwaysVector(VectorShape.ofBits(bits));
            try (Kernel kernel =
                    Kernel.of(List.of(Kernel.assign(target, value)), List.of(), new KernelOptions(false, tier))) {
                kernel.run();
                assertArrayEquals(expected, owned(target));
                target.fill(Double.NaN);
                assertTrue(source.ghostsCurrent(true));
                kernel.run();
                assertArrayEquals(expected, owned(target), "with ghosts current");
            }
        }
    }

    @RankTest({1, 2, 3})
    void manyStepsWithSwapsHaveTheBitsOfTheInterpreter(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field a = bumpy(grid, "a");
        Field b = grid.field("b");
        Field referenceA = bumpy(grid, "ra");
        Field referenceB = grid.field("rb");
        Parameter rate = Parameter.of("rate", 0.001);
        try (Kernel kernel = Kernel.of(Kernel.assign(b, a.plus(laplacian(a, 2).times(rate))))) {
            for (int step = 0; step < 5; step++) {
                rate.set(0.001 * (step + 1));
                kernel.run();
                a.swap(b);
                expected(
                        referenceA,
                        referenceB,
                        referenceA.plus(laplacian(referenceA, 2).times(rate)));
                referenceA.swap(referenceB);
                referenceA.markWritten();
            }
        }
        assertArrayEquals(owned(referenceA), owned(a));
    }

    @RankTest({1, 2, 3, 4})
    void reductionsAreExactOnAnyNumberOfRanks(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 11, 9);
        Field field = grid.field("u");
        field.fill((x, y, z) -> Math.sin(40 * x) * 1e10 + y);
        Reduction sum = Kernel.sum(field.times(field));
        Reduction min = Kernel.min(field);
        Reduction max = Kernel.max(field.negate());
        try (Kernel kernel = Kernel.of(List.of(), List.of(sum, min, max))) {
            kernel.run();
            kernel.run();
            List<Double> values = new ArrayList<>();
            for (int j = 0; j < 9; j++) {
                for (int i = 0; i < 11; i++) {
                    values.add(Math.sin(40 * grid.coordinate(Axis.X, Location.CELL, i)) * 1e10
                            + grid.coordinate(Axis.Y, Location.CELL, j));
                }
            }
            assertEquals(values.stream().mapToDouble(v -> v).min().orElseThrow(), kernel.value(min));
            assertEquals(-kernel.value(min), kernel.value(max));
            assertEquals(exactSum(values.stream().map(v -> v * v).toList()), kernel.value(sum));
            assertEquals(kernel.value(sum), kernel.reduction(0));
            assertThrows(IllegalArgumentException.class, () -> kernel.value(Kernel.sum(field)));
        }
    }

    private static double exactSum(List<Double> values) {
        return values.stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    @RankTest({1, 3})
    void extremesOfZerosAndNaNsAreThoseOfJavaOnAnyNumberOfRanks(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 7);
        Field field = grid.field("u");
        checkExtremes(grid, field, (x, n) -> n == 3 ? -0.0 : 0.0, -0.0, 0.0);
        checkExtremes(grid, field, (x, n) -> n == 6 ? Double.NaN : x, Double.NaN, Double.NaN);
        checkExtremes(grid, field, (x, n) -> n == 0 ? Double.NEGATIVE_INFINITY : -1, Double.NEGATIVE_INFINITY, -1);
    }

    private static void checkExtremes(
            CartesianGrid grid, Field field, DoubleBinaryOperator value, double min, double max) {
        field.fill((x, y, z) -> value.applyAsDouble(x, Math.floor(x * grid.cells(Axis.X))));
        try (Kernel kernel = Kernel.of(List.of(), List.of(Kernel.min(field), Kernel.max(field)))) {
            kernel.run();
            assertEquals(min, kernel.reduction(0));
            assertEquals(max, kernel.reduction(1));
        }
    }

    @RankTest({1, 2})
    void fluxesOnFacesReadTheCellsOnBothSides(Communicator world) {
        CartesianGrid grid = CartesianGrid.builder(world).cells(9, 4).build();
        Field cells = grid.field("u");
        cells.fill((x, y, z) -> x * x);
        Field flux = grid.field("flux", Location.X_FACE);
        try (Kernel kernel = Kernel.of(Kernel.assign(flux, cells.minus(cells.shift(-1, 0, 0))))) {
            kernel.run();
        }
        for (int i = flux.offset(Axis.X); i < flux.offset(Axis.X) + flux.size(Axis.X); i++) {
            double right = (i + 0.5) / 9;
            double left = (i - 0.5) / 9;
            double expected = i == 0 || i == 9 ? 0 : right * right - left * left;
            assertEquals(expected, flux.get(i, flux.offset(Axis.Y), 0), 1e-14, "face " + i);
        }
    }

    @RankTest({1})
    void aFieldThatIsWrittenAndReadElsewhereIsRefusedByName(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field field = grid.field("T");
        ExpressionException refused = assertThrows(
                ExpressionException.class, () -> Kernel.of(Kernel.assign(field, field.plus(laplacian(field, 2)))));
        assertTrue(refused.getMessage().startsWith("field T is both assigned and read at other points ("));
        assertTrue(refused.getMessage().endsWith("assign to another field and swap the two"));
        try (Kernel inPlace = Kernel.of(Kernel.assign(field, field.plus(1)))) {
            inPlace.run();
            assertEquals(1, field.get(0, 0, 0));
        }
    }

    @RankTest({1})
    void targetsOfDifferentPlacesAreRefused(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field cell = grid.field("c");
        Field node = grid.field("n", Location.NODE);
        String message = assertThrows(
                        ExpressionException.class,
                        () -> Kernel.of(Kernel.assign(cell, Expr.constant(1)), Kernel.assign(node, cell)))
                .getMessage();
        assertEquals(
                "fields c (CELL) and n (NODE), both assigned in one kernel, lie at different locations;"
                        + " make a kernel for each location",
                message);
        message = assertThrows(ExpressionException.class, () -> Kernel.of()).getMessage();
        assertEquals("a kernel needs an assignment, or a reduction of an expression with a field in it", message);
    }

    @RankTest({1, 2})
    void theFirstPointThatIsNotFiniteIsNamed(Communicator world) {
        for (int bits : new int[] {0, 128}) {
            CartesianGrid grid =
                    CartesianGrid.builder(world).cells(10, 6).extent(5, 3).build();
            Field u = bumpy(grid, "u");
            Field v = grid.field("v");
            CodeTier tier = bits == 0 ? CodeTier.alwaysScalar() : CodeTier.alwaysVector(VectorShape.ofBits(bits));
            try (Kernel kernel =
                    Kernel.of(List.of(Kernel.assign(v, u.dividedBy(u))), List.of(), new KernelOptions(true, tier))) {
                u.fill(1);
                kernel.run();
                u.set(7, 4, 0, 0);
                if (u.grid().owned(Location.CELL).contains(7, 4, 0)) {
                    NonFiniteException found = assertThrows(NonFiniteException.class, kernel::run);
                    assertEquals("field v has become NaN at point (7, 4), x = 3.75, y = 2.25", found.getMessage());
                    assertArrayEquals(new int[] {7, 4}, found.index());
                    assertEquals(v, found.field());
                } else {
                    kernel.run();
                }
            }
        }
    }

    @RankTest({1})
    void hugeFiniteValuesPassTheCheck(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 16);
        Field u = grid.field("u");
        try (Kernel plain = Kernel.of(Kernel.assign(u, Expr.constant(Double.MAX_VALUE)));
                Kernel kernel = plain.checkingFinite()) {
            kernel.run();
            assertEquals(Double.MAX_VALUE, u.get(15, 0, 0));
        }
    }

    @RankTest({1})
    void aRunAllocatesNothing(Communicator world) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(12, 9, 7).periodic(Axis.X).build();
        Field a = bumpy(grid, "a");
        Field b = grid.field("b");
        Kernel kernel = Kernel.of(
                List.of(Kernel.assign(b, a.plus(laplacian(a, 2).times(1e-4)))),
                List.of(Kernel.sum(a), Kernel.max(a)),
                new KernelOptions(true, CodeTier.alwaysScalar()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 200 && allocated > 0; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int step = 0; step < 10; step++) {
                kernel.run();
                a.swap(b);
            }
            allocated = threads.getThreadAllocatedBytes(thread) - before;
        }
        kernel.close();
        assertEquals(0, allocated);
    }

    @RankTest({1})
    void theReportCountsWhatAPointCosts(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field a = bumpy(grid, "a");
        Field b = grid.field("b");
        try (Kernel kernel = Kernel.of(Kernel.assign(b, laplacian(a, 2)))) {
            assertEquals("too little work so far", kernel.report().whyScalar());
            assertFalse(kernel.report().settled());
            kernel.run();
            KernelReport report = kernel.report();
            assertEquals(7, report.loads());
            assertEquals(1, report.stores());
            assertEquals(8, report.bytesRead());
            assertEquals(8, report.bytesWritten());
            assertEquals(List.of("a: 1"), report.halos());
            assertFalse(report.corners());
            assertTrue(report.toString().contains("7 loads and 1 stores a point"), report::toString);
        }
    }
}
