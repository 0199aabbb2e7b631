package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;

class LoweringTest {
    private final CartesianGrid cube = Points.builder().cells(8, 8, 8).build();
    private final Field u = Points.field(cube, "u", (x, y, z) -> 1 + x * y + Math.sin(3 * z));
    private final Parameter kappa = Parameter.of("kappa", 0.3);
    private final Parameter dt = Parameter.of("dt", 0.01);

    private static Expr laplacian(Term e) {
        return new Expr.Laplacian(e.expr(), 2);
    }

    private static Expr d(Term e, Axis first, Axis second) {
        return new Expr.Derivative(e.expr(), first, second, 2);
    }

    @Test
    void heatStepCostsNoMoreThanTheLoopInC() {
        Program program =
                Points.program(cube, u.expr().plus(laplacian(u).times(kappa).times(dt)));
        // six neighbours: 5 additions; −6 u: 2 more; one FMA; two products of parameters that are the same at all
        // points
        long everywhere = 8;
        long outsideTheLoop = 2;
        assertEquals(everywhere + outsideTheLoop, Points.operations(program));
        assertEquals(7, loads(program));
    }

    @Test
    void laplacianOfAConstantFieldIsExactlyZero() {
        for (double value : new double[] {0.1, 0.7, 1 / 3.0, 1e300, -5e-7}) {
            Field constant = Points.field(cube, "c", (x, y, z) -> value);
            for (int accuracy : new int[] {2, 4}) {
                assertTrue(Points.at(cube, new Expr.Laplacian(constant.expr(), accuracy), 3, 3, 3) == 0);
                assertTrue(
                        Points.at(cube, new Expr.Derivative(constant.expr(), Axis.Y, Axis.Y, accuracy), 3, 3, 3) == 0);
                assertTrue(Points.at(cube, new Expr.Derivative(constant.expr(), Axis.Z, null, accuracy), 3, 3, 3) == 0);
            }
        }
    }

    @Test
    void mirroredInputGivesMirroredOutput() {
        Field mirrored = Points.field(cube, "m", (x, y, z) -> 1 + (1 - x) * y + Math.sin(3 * z));
        for (int n = 0; n < 8; n++) {
            u.data()[u.index(7 - n, 2, 5)] = mirrored.data()[mirrored.index(n, 2, 5)];
            u.data()[u.index(7 - n, 3, 5)] = mirrored.data()[mirrored.index(n, 3, 5)];
            u.data()[u.index(7 - n, 1, 5)] = mirrored.data()[mirrored.index(n, 1, 5)];
            u.data()[u.index(7 - n, 2, 4)] = mirrored.data()[mirrored.index(n, 2, 4)];
            u.data()[u.index(7 - n, 2, 6)] = mirrored.data()[mirrored.index(n, 2, 6)];
        }
        assertEquals(Points.at(cube, laplacian(mirrored), 3, 2, 5), Points.at(cube, laplacian(u), 4, 2, 5));
        assertEquals(
                Points.at(cube, d(mirrored, Axis.X, null), 3, 2, 5), -Points.at(cube, d(u, Axis.X, null), 4, 2, 5));
    }

    @Test
    void equalSubexpressionsAreComputedOnce() {
        Program once = Points.program(cube, laplacian(u).pow(2).plus(1));
        Program twice = Points.program(cube, laplacian(u).times(laplacian(u)).plus(1));
        assertEquals(once, withFieldsOf(twice, once));
    }

    @Test
    void anExpressionOfManyPathsButFewNodesStaysSmall() {
        Expr e = u.expr();
        for (int n = 0; n < 60; n++) {
            e = e.times(kappa).plus(e);
        }
        assertTrue(Points.program(cube, e).instructions().size() < 300);
    }

    @Test
    void wholePowersAreProductsAndNegativeOnesReciprocals() {
        double value = u.data()[u.index(2, 3, 4)];
        assertEquals((value * value) * value, Points.at(cube, u.pow(3), 2, 3, 4));
        assertEquals(1 / (value * value), Points.at(cube, u.pow(-2), 2, 3, 4));
        assertEquals(value * Math.sqrt(value), Points.at(cube, u.pow(1.5), 2, 3, 4));
        assertEquals(1, Points.at(cube, u.pow(0), 2, 3, 4));
        assertEquals(Math.pow(value, 16), Points.at(cube, u.pow(16), 2, 3, 4), 16 * Math.ulp(Math.pow(value, 16)));
    }

    @Test
    void divisionByANumberOrParameterIsAMultiplicationThatIsPreparedOnce() {
        Program program = Points.program(cube, u.expr().dividedBy(kappa).dividedBy(3));
        Program.Instruction last =
                program.instructions().get(program.instructions().size() - 1);
        assertEquals(PrimitiveOp.MULTIPLY, last.op());
        assertEquals(1, loads(program));
        assertEquals(
                PrimitiveOp.LOAD,
                program.instructions().get(Math.min(last.a(), last.b())).op());
        double value = u.data()[u.index(0, 0, 0)];
        assertEquals(value / 0.9, Points.at(cube, u.expr().dividedBy(kappa).dividedBy(3), 0, 0, 0), 1e-15);
        assertEquals(value / 1e-310, Points.at(cube, u.expr().dividedBy(1e-310), 0, 0, 0));
        assertEquals(Double.POSITIVE_INFINITY, Points.at(cube, u.expr().dividedBy(0), 0, 0, 0));
    }

    @Test
    void numbersAreTrueUnlessZeroAndTruthsAreOneOrZero() {
        Expr greater = new Expr.Binary(BinaryOp.GREATER, u.expr(), Expr.constant(1));
        assertEquals(3, Points.at(cube, greater.times(2).plus(1), 4, 4, 4));
        assertEquals(5, Points.at(cube, Expr.where(u, Expr.constant(5), Expr.constant(6)), 4, 4, 4));
        assertEquals(6, Points.at(cube, Expr.where(u.minus(u), Expr.constant(5), Expr.constant(6)), 4, 4, 4));
        Expr both = new Expr.Binary(BinaryOp.AND, greater, new Expr.Unary(UnaryOp.NOT, greater));
        assertEquals(0, Points.at(cube, both.plus(0), 4, 4, 4));
        assertEquals(1, Points.at(cube, greater, 4, 4, 4));
    }

    @Test
    void conditionsOnNumbersAreDecidedAtOnce() {
        Expr yes = new Expr.Binary(BinaryOp.LESS, Expr.constant(1), Expr.constant(2));
        Expr no = new Expr.Unary(UnaryOp.NOT, yes);
        Expr either = new Expr.Binary(BinaryOp.OR, no, yes);
        Program program = Points.program(cube, Expr.where(either, u, u.times(kappa)));
        assertEquals(1, program.instructions().size());
        assertEquals(1, Points.at(cube, either, 0, 0, 0));
    }

    @Test
    void shiftsReachFieldsAndCoordinates() {
        Expr e = u.times(new Expr.Coordinate(Axis.Y)).shift(1, 0, 0).shift(1, -2, 0);
        assertEquals(u.data()[u.index(4, 1, 5)] * Points.y(cube, 1), Points.at(cube, e, 2, 3, 5));
    }

    @Test
    void upwindLooksWhereTheWindComesFrom() {
        Field v = Points.field(cube, "v", (x, y, z) -> x - 0.5);
        Expr upwind = new Expr.Upwind(v.expr(), u.expr(), Axis.X);
        double right = v.data()[v.index(6, 2, 2)];
        assertEquals(right * (value(6) - value(5)) * 8, Points.at(cube, upwind, 6, 2, 2), 1e-15);
        double left = v.data()[v.index(1, 2, 2)];
        assertEquals(left * (value(2) - value(1)) * 8, Points.at(cube, upwind, 1, 2, 2), 1e-15);
        Expr uniform = new Expr.Upwind(kappa.expr().negate(), u.expr(), Axis.X);
        assertEquals(-0.3 * (value(2) - value(1)) * 8, Points.at(cube, uniform, 1, 2, 2), 1e-15);
    }

    private double value(int i) {
        return u.data()[u.index(i, 2, 2)];
    }

    @Test
    void reductionsGoOverAllPoints() {
        Program program = Lowering.lower(
                cube,
                Location.CELL,
                List.of(),
                List.of(
                        new Reduction(Program.ReductionOp.SUM, Expr.constant(0.1)),
                        new Reduction(Program.ReductionOp.MAX, new Expr.Coordinate(Axis.X)),
                        new Reduction(Program.ReductionOp.MIN, new Expr.Coordinate(Axis.Z).negate())));
        double[] results = ProgramInterpreter.run(program, cube, Location.CELL, new IndexBox(0, 8, 0, 8, 0, 8));
        // a power of two times 0.1: exact; added up plainly it would not be
        assertEquals(51.2, results[0]);
        assertEquals(0.9375, results[1]);
        assertEquals(-0.9375, results[2]);
    }

    @Test
    void whatTheGridCannotDoIsRefusedWithAReason() {
        CartesianGrid plane = Points.builder().cells(4, 4).build();
        Field w = plane.field("w");
        assertMessage("dz needs the z axis, but the grid is 2-D", plane, d(w, Axis.Z, null));
        assertMessage("dxz needs the z axis, but the grid is 2-D", plane, d(w, Axis.X, Axis.Z));
        assertMessage("a shift along z needs the z axis, but the grid is 2-D", plane, w.shift(0, 0, 1));
        assertMessage(
                "upwind_z needs the z axis, but the grid is 2-D", plane, new Expr.Upwind(w.expr(), w.expr(), Axis.Z));
        assertMessage("field u belongs to another grid than the kernel", plane, u);
        assertMessage("order of accuracy 2 or 4, not 3", plane, new Expr.Laplacian(w.expr(), 3));
        Field face = plane.field("face", Location.X_FACE);
        assertMessage("dx of field face, which lies at X_FACE, is not centred at CELL", plane, d(face, Axis.X, null));
        assertEquals(0, Points.at(plane, d(face, Axis.Y, null), 1, 1, 0));
    }

    @Test
    void endlessNestingIsRefused() {
        Expr deep = u.expr();
        for (int n = 0; n < 100_000; n++) {
            deep = kappa.expr().minus(deep);
        }
        assertMessage("nested more than 400 levels", cube, deep);
        Expr wide = u.expr();
        for (int n = 0; n < 20; n++) {
            wide = new Expr.Laplacian(wide.times(wide), 4);
        }
        assertMessage("expands to more than", cube, wide);
    }

    @Test
    void aLongSumIsNotDeep() {
        Expr sum = u.expr();
        for (int n = 0; n < 20_000; n++) {
            sum = sum.plus(u.times(n));
        }
        double value = u.data()[u.index(1, 1, 1)];
        assertEquals(value * (1 + 19_999 * 10_000.0), Points.at(cube, sum, 1, 1, 1), 1e-5);
    }

    @Test
    void oneFieldIsAssignedOnce() {
        Field target = cube.field("target");
        List<Assignment> both = List.of(new Assignment(target, u.expr()), new Assignment(target, u.expr()));
        ExpressionException refused =
                assertThrows(ExpressionException.class, () -> Lowering.lower(cube, Location.CELL, both, List.of()));
        assertEquals("field target is assigned twice in one kernel", refused.getMessage());
    }

    private static void assertMessage(String part, CartesianGrid grid, Term value) {
        ExpressionException refused = assertThrows(ExpressionException.class, () -> Points.program(grid, value));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    private static long loads(Program program) {
        return program.instructions().stream()
                .filter(instruction -> instruction.op() == PrimitiveOp.LOAD)
                .count();
    }

    private static Program withFieldsOf(Program program, Program other) {
        return new Program(
                program.instructions(), other.fields(), program.parameters(), program.stores(), program.reductions());
    }
}
