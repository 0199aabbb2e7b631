package org.parhelion.mpi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A program of the suites that try the checks of the transport {@code threads}, and what must be said of it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Verdict {
    /** Number of ranks. */
    int ranks() default 2;

    /** What the report must contain; nothing for a program that is right. */
    String[] says() default {};

    /** How many times at least the report must name a line of the program. */
    int lines() default 1;

    /** Whether the line is that of the exception's stack trace, as of an argument that cannot be. */
    boolean byStackTrace() default false;
}
