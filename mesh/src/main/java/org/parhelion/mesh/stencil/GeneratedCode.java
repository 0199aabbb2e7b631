package org.parhelion.mesh.stencil;

import java.lang.invoke.MethodHandles;

/** A class of one method, as bytes. */
final class GeneratedCode {
    /** HotSpot leaves methods above this many bytes to the interpreter ({@code HugeMethodLimit}). */
    static final int HUGE_METHOD = 8000;

    private final byte[] bytes;
    private final int methodSize;

    GeneratedCode(byte[] bytes, int methodSize) {
        this.bytes = bytes;
        this.methodSize = methodSize;
    }

    /** Bytes of bytecode. */
    int methodSize() {
        return methodSize;
    }

    boolean isTooLarge() {
        return methodSize > HUGE_METHOD;
    }

    /** Makes it a class that goes with its last instance. */
    BoxCode load() {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(bytes, false);
            return (BoxCode) hidden.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated kernel code does not load", e);
        }
    }
}
