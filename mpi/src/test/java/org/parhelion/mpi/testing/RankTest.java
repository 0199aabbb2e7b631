package org.parhelion.mpi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that every rank of a job runs, once for each of these numbers of ranks. Its parameters are the {@link
 * org.parhelion.mpi.Communicator} of all ranks and, if wished, a {@code @TempDir Path} that all ranks share. Each rank has
 * an instance of the test class of its own, made by the constructor without arguments; {@code @BeforeEach} does not
 * reach it. It has failed when it failed on any rank or did not end in time.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(RankTestExtension.class)
public @interface RankTest {
    /** Numbers of ranks. */
    int[] value();

    /** Seconds until the test has failed for not ending. */
    int timeoutSeconds() default 30;
}
