package org.parhelion.mesh.stencil;

/** Functions of one value; {@code NOT} takes and gives a truth value. */
public enum UnaryOp {
    NEGATE,
    NOT,
    ABS,
    SQRT,
    EXP,
    LOG,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    SINH,
    COSH,
    TANH,
    SIGN,
    FLOOR
}
