package org.parhelion.mesh.stencil;

import java.util.HashMap;
import java.util.Map;

/** The operators that stand between two values, and how tightly they bind. */
enum Operator {
    OR("||", BinaryOp.OR, 1),
    AND("&&", BinaryOp.AND, 2),
    LESS("<", BinaryOp.LESS, 3),
    LESS_EQUAL("<=", BinaryOp.LESS_EQUAL, 3),
    GREATER(">", BinaryOp.GREATER, 3),
    GREATER_EQUAL(">=", BinaryOp.GREATER_EQUAL, 3),
    EQUAL("==", BinaryOp.EQUAL, 3),
    NOT_EQUAL("!=", BinaryOp.NOT_EQUAL, 3),
    ADD("+", BinaryOp.ADD, 4),
    SUBTRACT("-", BinaryOp.SUBTRACT, 4),
    MULTIPLY("*", BinaryOp.MULTIPLY, 5),
    DIVIDE("/", BinaryOp.DIVIDE, 5),
    POWER("^", BinaryOp.POW, 7);

    static final int COMPARISON = 3;
    /** Of the signs before a value: below {@link #POWER}, above all others. */
    static final int PREFIX = 6;

    private static final Map<String, Operator> BY_SIGN = new HashMap<>();
    private static final Map<BinaryOp, Operator> BY_OP = new HashMap<>();

    static {
        for (Operator operator : values()) {
            BY_SIGN.put(operator.sign, operator);
            BY_OP.put(operator.op, operator);
        }
    }

    final String sign;
    final BinaryOp op;
    final int binding;

    Operator(String sign, BinaryOp op, int binding) {
        this.sign = sign;
        this.op = op;
        this.binding = binding;
    }

    /** The operator that a token is, or null. */
    static Operator of(Lexer.Token token) {
        return token.kind() == Lexer.Kind.SIGN ? BY_SIGN.get(token.text()) : null;
    }

    /** The operator that stands for an operation, or null for one that is written as a function. */
    static Operator of(BinaryOp op) {
        return BY_OP.get(op);
    }
}
