package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;

/** Programs of random operations on random fields, and fields full of awkward numbers. */
final class RandomPrograms {
    private static final PrimitiveOp[] NUMBERS = {
        PrimitiveOp.ADD,
        PrimitiveOp.SUBTRACT,
        PrimitiveOp.MULTIPLY,
        PrimitiveOp.DIVIDE,
        PrimitiveOp.FMA,
        PrimitiveOp.NEGATE,
        PrimitiveOp.ABS,
        PrimitiveOp.SQRT,
        PrimitiveOp.MIN,
        PrimitiveOp.MAX,
        PrimitiveOp.COPY_SIGN,
        PrimitiveOp.POWER_OF_TWO,
        PrimitiveOp.EXPONENT,
        PrimitiveOp.SIGNIFICAND,
        PrimitiveOp.SELECT,
        PrimitiveOp.ADD,
        PrimitiveOp.MULTIPLY
    };
    private static final PrimitiveOp[] TRUTHS = {
        PrimitiveOp.LESS, PrimitiveOp.LESS_EQUAL, PrimitiveOp.EQUAL, PrimitiveOp.AND, PrimitiveOp.OR, PrimitiveOp.NOT
    };
    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -3 * Double.MIN_VALUE,
        Double.MAX_VALUE,
        1,
        -1
    };

    private final Random random;
    private final CartesianGrid grid;
    private final ProgramBuilder builder = new ProgramBuilder();
    private final List<Integer> values = new ArrayList<>();
    private final List<Integer> truths = new ArrayList<>();
    private final List<Field> sources = new ArrayList<>();
    private final List<Field> targets = new ArrayList<>();
    private final int reach;

    private RandomPrograms(long seed, CartesianGrid grid, int reach) {
        this.random = new Random(seed);
        this.grid = grid;
        this.reach = reach;
    }

    /** @param operations how many operations, about */
    static Program of(long seed, CartesianGrid grid, int operations, int reach, boolean reductions) {
        return new RandomPrograms(seed, grid, reach).build(operations, reductions);
    }

    private Program build(int operations, boolean reductions) {
        for (int n = 0; n < 3; n++) {
            Field field = grid.field("source" + n, n == 2 ? Location.NODE : Location.CELL);
            field.widenHalo(reach + 1 + n % 2);
            sources.add(field);
            targets.add(grid.field("target" + n));
        }
        targets.get(1).widenHalo(3);
        leaves(2 + operations / 8);
        for (int n = 0; n < operations; n++) {
            values.add(number(NUMBERS[random.nextInt(NUMBERS.length)]));
            if (random.nextInt(4) == 0) {
                truths.add(truth(TRUTHS[random.nextInt(TRUTHS.length)]));
            }
            if (random.nextInt(8) == 0) {
                leaves(1);
            }
        }
        for (Field target : targets) {
            builder.store(target, recent());
        }
        builder.store(grid.field("truth"), truths.isEmpty() ? recent() : any(truths));
        if (reductions) {
            builder.reduce(Program.ReductionOp.SUM, recent());
            builder.reduce(Program.ReductionOp.MIN, recent());
            builder.reduce(Program.ReductionOp.MAX, recent());
            builder.reduce(Program.ReductionOp.SUM, any(values));
        }
        return builder.build();
    }

    private void leaves(int count) {
        for (int n = 0; n < count; n++) {
            values.add(
                    switch (random.nextInt(8)) {
                        case 0 -> builder.constant(SPECIAL[random.nextInt(SPECIAL.length)]);
                        case 1 -> builder.constant(random.nextGaussian());
                        case 2 -> builder.parameter(Parameter.of("p" + n, random.nextGaussian()));
                        case 3 -> builder.coordinate(Axis.of(random.nextInt(3)), shift());
                        case 4 -> builder.load(targets.get(random.nextInt(3)), 0, 0, 0);
                        default ->
                            builder.load(sources.get(random.nextInt(3)), along(Axis.X), along(Axis.Y), along(Axis.Z));
                    });
        }
    }

    private int along(Axis axis) {
        return grid.uses(axis) ? shift() : 0;
    }

    private int shift() {
        return random.nextInt(2 * reach + 1) - reach;
    }

    private int number(PrimitiveOp op) {
        return switch (op) {
            case SELECT -> builder.apply(op, truths.isEmpty() ? recent() : any(truths), recent(), recent());
            // The sign of a NaN is not defined.
            case COPY_SIGN -> {
                int sign = recent();
                int defined = builder.apply(PrimitiveOp.EQUAL, sign, sign);
                yield builder.apply(
                        op, recent(), builder.apply(PrimitiveOp.SELECT, defined, sign, builder.constant(-2)));
            }
            default ->
                builder.apply(op, recent(), op.operands() > 1 ? recent() : -1, op.operands() > 2 ? recent() : -1);
        };
    }

    private int truth(PrimitiveOp op) {
        boolean ofTruths = op == PrimitiveOp.AND || op == PrimitiveOp.OR || op == PrimitiveOp.NOT;
        int a = ofTruths && !truths.isEmpty() ? any(truths) : recent();
        int b = ofTruths && !truths.isEmpty() ? any(truths) : recent();
        return builder.apply(op, a, op.operands() > 1 ? b : -1);
    }

    /** A value that is not old, so that programs are deep as well as wide. */
    private int recent() {
        return values.get(Math.max(0, values.size() - 1 - random.nextInt(Math.min(values.size(), 40))));
    }

    private int any(List<Integer> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Numbers of all kinds and sizes, ghosts included. */
    static void fill(Program program, long seed, boolean special) {
        Random random = new Random(seed);
        for (Field field : program.fields()) {
            double[] data = field.data();
            for (int n = 0; n < data.length; n++) {
                data[n] = special && random.nextInt(6) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : random.nextGaussian() * Math.scalb(1.0, random.nextInt(20) - 10);
            }
        }
    }
}
