package org.parhelion.mesh.stencil;

import java.lang.invoke.MethodHandles;

/**
 * A class as bytes.
 *
 * @param bytes the class file
 * @param methodSize bytes of bytecode in its one method
 */
record GeneratedCode(byte[] bytes, int methodSize) {
    /** HotSpot leaves methods above this many bytes to the interpreter ({@code HugeMethodLimit}). */
    static final int HUGE_METHOD = 8000;

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
