package org.parhelion.mesh.stencil;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * As many points at a time as a vector holds: numbers are {@code DoubleVector}s, truths are {@code VectorMask}s. Vector
 * API calls stand directly in the generated method: in a method of our own around them, whether C2 inlines it would
 * depend on its budget, and a vector that crosses a call lives in an object.
 */
final class VectorEmitter extends OpEmitter {
    private static final String PACKAGE = "jdk/incubator/vector/";
    private static final String DOUBLE = PACKAGE + "DoubleVector";
    private static final String LONG = PACKAGE + "LongVector";
    private static final String MASK = PACKAGE + "VectorMask";
    private static final String OPERATORS = PACKAGE + "VectorOperators";
    private static final String L_VECTOR = "L" + PACKAGE + "Vector;";
    private static final String L_DOUBLE = "L" + DOUBLE + ";";
    private static final String L_LONG = "L" + LONG + ";";
    private static final String L_MASK = "L" + MASK + ";";
    private static final String L_SPECIES = "L" + PACKAGE + "VectorSpecies;";
    private static final String L_BINARY = "L" + OPERATORS + "$Binary;";
    private static final String L_COMPARISON = "L" + OPERATORS + "$Comparison;";
    private static final String UNARY = "()" + L_DOUBLE;
    private static final String BINARY = "(" + L_VECTOR + ")" + L_DOUBLE;

    private final VectorShape shape;

    VectorEmitter(MethodVisitor code, VectorShape shape) {
        super(code);
        this.shape = shape;
    }

    @Override
    int lanes() {
        return shape.lanes();
    }

    @Override
    int words(boolean truth) {
        return 1;
    }

    @Override
    void loadLocal(int local, boolean truth) {
        code.visitVarInsn(Opcodes.ALOAD, local);
    }

    @Override
    void storeLocal(int local, boolean truth) {
        code.visitVarInsn(Opcodes.ASTORE, local);
    }

    @Override
    int[] operandOrder(PrimitiveOp op) {
        return op == PrimitiveOp.SELECT ? new int[] {2, 1, 0} : new int[] {0, 1, 2};
    }

    @Override
    void apply(PrimitiveOp op) {
        switch (op) {
            case ADD -> call(DOUBLE, "add", BINARY);
            case SUBTRACT -> call(DOUBLE, "sub", BINARY);
            case MULTIPLY -> call(DOUBLE, "mul", BINARY);
            case DIVIDE -> call(DOUBLE, "div", BINARY);
            case FMA -> call(DOUBLE, "fma", "(" + L_VECTOR + L_VECTOR + ")" + L_DOUBLE);
            case NEGATE -> call(DOUBLE, "neg", UNARY);
            case ABS -> call(DOUBLE, "abs", UNARY);
            case SQRT -> call(DOUBLE, "sqrt", UNARY);
            case MIN -> call(DOUBLE, "min", BINARY);
            case MAX -> call(DOUBLE, "max", BINARY);
            case COPY_SIGN -> copySign();
            case POWER_OF_TWO -> powerOfTwo();
            case EXPONENT -> exponent();
            case SIGNIFICAND -> significand();
            case LESS -> compare("LT");
            case LESS_EQUAL -> compare("LE");
            case EQUAL -> compare("EQ");
            case AND -> call(MASK, "and", "(" + L_MASK + ")" + L_MASK);
            case OR -> call(MASK, "or", "(" + L_MASK + ")" + L_MASK);
            case NOT -> call(MASK, "not", "()" + L_MASK);
            case SELECT -> call(DOUBLE, "blend", "(" + L_VECTOR + L_MASK + ")" + L_DOUBLE);
            case CONSTANT, PARAMETER, COORDINATE, LOAD -> throw new IllegalStateException(op + " has no operands");
        }
    }

    private void copySign() {
        toBits();
        longOperation("and", Long.MIN_VALUE);
        code.visitInsn(Opcodes.SWAP);
        toBits();
        longOperation("and", Long.MAX_VALUE);
        call(LONG, "or", "(" + L_VECTOR + ")" + L_LONG);
        toDouble();
    }

    private void powerOfTwo() {
        pushDouble(PrimitiveOp.POWER_SHIFTER);
        call(DOUBLE, "add", "(D)" + L_DOUBLE);
        toBits();
        shift("LSHL");
        toDouble();
    }

    private void exponent() {
        toBits();
        longOperation("and", Long.MAX_VALUE);
        shift("LSHR");
        longOperation("or", PrimitiveOp.EXPONENT_BASE_BITS);
        toDouble();
        pushDouble(PrimitiveOp.EXPONENT_BASE);
        call(DOUBLE, "sub", "(D)" + L_DOUBLE);
    }

    private void significand() {
        toBits();
        longOperation("and", PrimitiveOp.FRACTION_BITS);
        longOperation("or", PrimitiveOp.ONE_BITS);
        toDouble();
    }

    private void toBits() {
        call(DOUBLE, "reinterpretAsLongs", "()" + L_LONG);
    }

    private void toDouble() {
        call(LONG, "reinterpretAsDoubles", UNARY);
    }

    private void longOperation(String name, long operand) {
        code.visitLdcInsn(operand);
        call(LONG, name, "(J)" + L_LONG);
    }

    private void shift(String operator) {
        constant(operator, L_BINARY);
        code.visitLdcInsn(52L);
        call(LONG, "lanewise", "(" + L_BINARY + "J)" + L_LONG);
    }

    private void compare(String operator) {
        // Stack: a b. DoubleVector.compare wants a, operator, b.
        constant(operator, L_COMPARISON);
        code.visitInsn(Opcodes.SWAP);
        call(DOUBLE, "compare", "(" + L_COMPARISON + L_VECTOR + ")" + L_MASK);
    }

    private void constant(String name, String descriptor) {
        code.visitFieldInsn(Opcodes.GETSTATIC, OPERATORS, name, descriptor);
    }

    private void call(String owner, String name, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }

    private void species() {
        code.visitFieldInsn(Opcodes.GETSTATIC, DOUBLE, shape.species(), L_SPECIES);
    }

    @Override
    void read(Runnable array, Runnable position) {
        species();
        array.run();
        position.run();
        code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLE, "fromArray", "(" + L_SPECIES + "[DI)" + L_DOUBLE, false);
    }

    @Override
    void write(Runnable array, Runnable position, Runnable value) {
        value.run();
        array.run();
        position.run();
        call(DOUBLE, "intoArray", "([DI)V");
    }

    @Override
    void truthToNumber() {
        species();
        code.visitInsn(Opcodes.DCONST_0);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLE, "broadcast", "(" + L_SPECIES + "D)" + L_DOUBLE, false);
        code.visitInsn(Opcodes.SWAP);
        code.visitInsn(Opcodes.DCONST_1);
        code.visitInsn(Opcodes.DUP2_X1);
        code.visitInsn(Opcodes.POP2);
        call(DOUBLE, "blend", "(D" + L_MASK + ")" + L_DOUBLE);
    }

    @Override
    void numberToTruth() {
        constant("NE", L_COMPARISON);
        code.visitInsn(Opcodes.DCONST_0);
        call(DOUBLE, "compare", "(" + L_COMPARISON + "D)" + L_MASK);
    }

    @Override
    void broadcast() {
        // The scalar is two words; the species goes below it.
        species();
        code.visitInsn(Opcodes.DUP_X2);
        code.visitInsn(Opcodes.POP);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, DOUBLE, "broadcast", "(" + L_SPECIES + "D)" + L_DOUBLE, false);
    }

    @Override
    boolean hoistsTruthsAsNumbers() {
        return true;
    }
}
