package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mistakes that checkers of MPI programs are measured by (the categories of MPI-BugBench and MPI-CorrBench, as far as
 * there is such an operation here): each gets its verdict, with rank, operation and line; programs that are right get none.
 */
class WrongProgramsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    static Stream<Named<Method>> wrongPrograms() {
        return programs(
                WrongDeadlocks.class,
                WrongCollectives.class,
                WrongMessages.class,
                WrongRequests.class,
                WrongArguments.class);
    }

    static Stream<Named<Method>> rightPrograms() {
        return programs(RightPrograms.class);
    }

    private static Stream<Named<Method>> programs(Class<?>... suites) {
        return Arrays.stream(suites)
                .flatMap(suite -> Arrays.stream(suite.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Verdict.class))
                .sorted(Comparator.comparing(Method::toString))
                .map(method -> Named.of(method.getName(), method));
    }

    private static void run(Method program, Communicator world) throws Exception {
        try {
            program.invoke(null, world);
        } catch (java.lang.reflect.InvocationTargetException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) failed.getCause();
        }
    }

    @ParameterizedTest
    @MethodSource("wrongPrograms")
    void wrongProgramGetsItsVerdict(Method program) {
        Verdict verdict = program.getAnnotation(Verdict.class);
        RankFailure failure = assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                        RankFailure.class,
                        () -> Parallel.threads(verdict.ranks(), (world, rest) -> run(program, world))));
        String report = verdict.byStackTrace() ? FailureReport.full(failure) : failure.getMessage();
        for (String words : verdict.says()) {
            assertTrue(report.contains(words), () -> "no '" + words + "' in\n" + report);
        }
        String file = program.getDeclaringClass().getSimpleName();
        Pattern line = Pattern.compile(file + "\\." + program.getName() + "\\(" + file + "\\.java:[0-9]+\\)");
        assertTrue(line.matcher(report).results().count() >= verdict.lines(), report);
        assertEquals(1, failure.exitCode());
    }

    static Stream<Named<Method>> deadlocks() {
        return programs(WrongDeadlocks.class);
    }

    @ParameterizedTest
    @MethodSource("deadlocks")
    void deadlockIsOneInAnyOrder(Method program) {
        int ranks = program.getAnnotation(Verdict.class).ranks();
        for (long seed = 1; seed <= 4; seed++) {
            long chosen = seed;
            RankFailure failure = assertTimeoutPreemptively(
                    SOON,
                    () -> assertThrows(
                            RankFailure.class,
                            () -> Parallel.shuffledThreads(ranks, chosen, (world, rest) -> run(program, world))));
            assertInstanceOf(DeadlockException.class, failure.getCause());
        }
    }

    @ParameterizedTest
    @MethodSource("rightPrograms")
    void rightProgramIsLeftAlone(Method program) {
        int ranks = program.getAnnotation(Verdict.class).ranks();
        assertTimeoutPreemptively(SOON, () -> Parallel.threads(ranks, (world, rest) -> run(program, world)));
    }

    @ParameterizedTest
    @MethodSource("rightPrograms")
    void rightProgramIsLeftAloneInAnyOrder(Method program) {
        int ranks = program.getAnnotation(Verdict.class).ranks();
        assertTimeoutPreemptively(SOON, () -> {
            for (long seed = 1; seed <= 8; seed++) {
                Parallel.shuffledThreads(ranks, seed, (world, rest) -> run(program, world));
            }
        });
    }

    @Test
    void suitesAreAsLargeAsTheyClaim() {
        assertTrue(wrongPrograms().count() >= 60);
        assertTrue(rightPrograms().count() >= 40);
    }
}
