package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mpi.ReproducibleSum;

/** Generated code of each width against the interpreter, bit for bit. */
class GeneratedCodeTest {
    private static final int[] WIDTHS = {0, 128, 256, 512};

    private static CartesianGrid grid(int... cells) {
        return grid(StorageOrder.X_FASTEST, cells);
    }

    private static CartesianGrid grid(StorageOrder order, int... cells) {
        return CartesianGrid.builder(SingleRank.communicator())
                .cells(cells)
                .storage(order)
                .extent(Arrays.copyOf(new double[] {1, 2, 3}, cells.length))
                .build();
    }

    private static CodeTier tier(int bits) {
        return bits == 0 ? CodeTier.alwaysScalar() : CodeTier.alwaysVector(VectorShape.ofBits(bits));
    }

    private static double[][] contents(Program program) {
        return program.fields().stream().map(field -> field.data().clone()).toArray(double[][]::new);
    }

    private static void restore(Program program, double[][] contents) {
        for (int n = 0; n < contents.length; n++) {
            System.arraycopy(contents[n], 0, program.fields().get(n).data(), 0, contents[n].length);
        }
    }

    /** NaNs count as equal: which one an operation gives is not defined. */
    private static long[][] bits(Program program) {
        return program.fields().stream()
                .map(field -> Arrays.stream(field.data())
                        .mapToLong(Double::doubleToLongBits)
                        .toArray())
                .toArray(long[][]::new);
    }

    private static void compare(Program program, CartesianGrid grid, IndexBox box) {
        double[][] before = contents(program);
        double[] reduced = ProgramInterpreter.run(program, grid, Location.CELL, box);
        long[][] expected = bits(program);
        for (int bits : WIDTHS) {
            restore(program, before);
            BoxRunner runner = new BoxRunner(program, grid, Location.CELL, false, tier(bits));
            runner.start();
            runner.run(grid.storage().arranged(box));
            String what = "vectors of " + bits + " bits, box " + box;
            long[][] found = bits(program);
            for (int n = 0; n < found.length; n++) {
                assertArrayEquals(
                        expected[n],
                        found[n],
                        what + ", field " + program.fields().get(n));
            }
            for (int n = 0; n < reduced.length; n++) {
                assertEquals(reduced[n], result(program, runner, n), what + ", reduction " + n);
            }
        }
        restore(program, before);
    }

    private static double result(Program program, BoxRunner runner, int n) {
        return program.reductions().get(n).op() == Program.ReductionOp.SUM
                ? runner.sum(n).value()
                : runner.extreme(n);
    }

    @ParameterizedTest
    @EnumSource
    void tailsOfEveryLengthHaveTheBitsOfTheInterpreter(StorageOrder order) {
        IndexBox size = order.arranged(new IndexBox(0, 21, 0, 4, 0, 3));
        CartesianGrid grid = grid(order, size.x1(), size.y1(), size.z1());
        Program program = RandomPrograms.of(1, grid, 40, 1, true);
        RandomPrograms.fill(program, 2, true);
        for (int width = 1; width <= 17; width++) {
            compare(program, grid, order.arranged(new IndexBox(2, 2 + width, 1, 3, 0, 2)));
        }
    }

    @Property(tries = 120, seed = "20551")
    void anyProgramHasTheBitsOfTheInterpreter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int operations) {
        StorageOrder order = StorageOrder.values()[(int) Math.floorMod(seed / 3, 3L)];
        CartesianGrid grid =
                seed % 3 == 0 ? grid(order, 19) : seed % 3 == 1 ? grid(order, 10, 7) : grid(order, 9, 5, 4);
        Program program = RandomPrograms.of(seed, grid, operations, (int) Math.floorMod(seed, 3L), true);
        RandomPrograms.fill(program, seed + 1, true);
        IndexBox all = program.fields().get(0).grid().owned(Location.CELL);
        compare(program, grid, all);
        IndexBox part = new IndexBox(1, all.x1(), 0, all.y1(), all.z1() / 2, all.z1());
        compare(program, grid, part);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 500, 1000, 3000})
    void longProgramsAreSplitIntoMethodsThatHotSpotCompiles(int operations) {
        CartesianGrid grid = grid(14, 3, 2);
        Program program = RandomPrograms.of(operations, grid, operations, 1, true);
        RandomPrograms.fill(program, 5, false);
        compare(program, grid, grid.owned(Location.CELL));
        KernelData data = new KernelData(program, grid, Location.CELL, true);
        data.refresh();
        for (VectorShape shape : new VectorShape[] {null, VectorShape.ofBits(256)}) {
            CompiledPlan compiled = CompiledPlan.of(data.plan(), shape);
            assertTrue(
                    compiled.methodSizes().stream().allMatch(size -> size <= GeneratedCode.HUGE_METHOD),
                    compiled.methodSizes()::toString);
        }
    }

    @Test
    void anySplittingHasTheBitsOfTheInterpreter() {
        CartesianGrid grid = grid(11, 3, 2);
        Program program = RandomPrograms.of(77, grid, 120, 1, true);
        RandomPrograms.fill(program, 5, true);
        double[][] before = contents(program);
        double[] reduced = ProgramInterpreter.run(program, grid, Location.CELL, grid.owned(Location.CELL));
        long[][] expected = bits(program);
        for (int most : new int[] {1, 2, 3, 7, 20, 50}) {
            restore(program, before);
            KernelData data = new KernelData(program, grid, Location.CELL, true);
            data.refresh();
            PlanMemory memory = new PlanMemory(CompiledPlan.generate(data.plan(), null, most));
            ReproducibleSum[] sums = {new ReproducibleSum(), new ReproducibleSum()};
            memory.run(data, sums, 0, 11, 0, 3, 0, 2);
            assertArrayEquals(expected, bits(program), "chunks of " + most);
            assertEquals(reduced[0], sums[0].value());
        }
    }

    @ParameterizedTest
    @EnumSource
    void boxesThatReachOutOfTheirArraysAreRefused(StorageOrder order) {
        CartesianGrid grid = grid(order, 9, 8, 7);
        ProgramBuilder builder = new ProgramBuilder();
        Field u = grid.field("u");
        builder.store(grid.field("v"), builder.load(u, 1, -1, 1));
        BoxRunner runner = new BoxRunner(builder.build(), grid, Location.CELL, false, tier(256));
        runner.start();
        IndexBox all = order.arranged(new IndexBox(0, 9, 0, 8, 0, 7));
        runner.run(all);
        IndexBox tooFar = all.with(Axis.Z, 0, all.z1() + 1);
        assertTrue(assertThrows(IndexOutOfBoundsException.class, () -> runner.run(tooFar))
                .getMessage()
                .startsWith("field u: a kernel would reach from "));
        IndexBox tooEarly = all.with(Axis.Z, -2, all.z1());
        assertThrows(IndexOutOfBoundsException.class, () -> runner.run(tooEarly));
    }

    @Test
    void coordinatesAreReadWithinTheirArrays() {
        CartesianGrid grid = grid(9);
        ProgramBuilder builder = new ProgramBuilder();
        Field u = grid.field("u");
        u.widenHalo(3);
        builder.store(u, builder.coordinate(Axis.X, 1));
        BoxRunner runner = new BoxRunner(builder.build(), grid, Location.CELL, false, tier(256));
        runner.start();
        runner.run(new IndexBox(0, 9, 0, 1, 0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> runner.run(new IndexBox(0, 10, 0, 1, 0, 1)));
        assertThrows(IndexOutOfBoundsException.class, () -> runner.run(new IndexBox(-1, 9, 0, 1, 0, 1)));
    }

    @Test
    void assignmentsThatExchangeTwoFieldsSeeTheOldValues() {
        CartesianGrid grid = grid(9, 2, 1);
        ProgramBuilder builder = new ProgramBuilder();
        Field a = grid.field("a");
        Field b = grid.field("b");
        builder.store(a, builder.load(b, 0, 0, 0));
        builder.store(b, builder.load(a, 0, 0, 0));
        Program program = builder.build();
        RandomPrograms.fill(program, 3, false);
        compare(program, grid, grid.owned(Location.CELL));
    }

    @ParameterizedTest
    @EnumSource
    void coordinatesParametersAndConstantsAloneMakeAProgram(StorageOrder order) {
        CartesianGrid grid = grid(order, 13, 4, 3);
        ProgramBuilder builder = new ProgramBuilder();
        int y = builder.apply(PrimitiveOp.SQRT, builder.coordinate(Axis.Y, 1));
        int z = builder.apply(PrimitiveOp.DIVIDE, y, builder.coordinate(Axis.Z, -2));
        int low = builder.apply(PrimitiveOp.LESS, y, z);
        int x = builder.apply(PrimitiveOp.SELECT, low, builder.coordinate(Axis.X, 2), z);
        builder.store(grid.field("q"), builder.apply(PrimitiveOp.FMA, x, builder.parameter(Parameter.of("p", 3)), y));
        builder.store(grid.field("r"), builder.constant(-0.0));
        builder.store(grid.field("s"), low);
        builder.reduce(Program.ReductionOp.SUM, builder.constant(0.1));
        builder.reduce(Program.ReductionOp.MAX, y);
        compare(builder.build(), grid, grid.owned(Location.CELL));
    }

    @Test
    void plansOfEqualShapeShareTheirCode() {
        List<CompiledPlan> plans = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            CartesianGrid grid = grid(8, 8, 8);
            ProgramBuilder builder = new ProgramBuilder();
            builder.store(grid.field("b"), builder.load(grid.field("a"), 1, 0, 0));
            KernelData data = new KernelData(builder.build(), grid, Location.CELL, false);
            data.refresh();
            plans.add(CompiledPlan.of(data.plan(), null));
        }
        assertEquals(plans.get(0).codes().get(0), plans.get(1).codes().get(0));
    }
}
