package dev.orgworks.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilderHelper;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilderHelper;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

/** What of Spring Batch 6.0.4 is not used, since it loses rows, repeats them or deadlocks; docs/RATIONALE.md says how. */
final class TrapRules {

    static final List<ArchRule> ALL = List.of(
            noCalls(JobOperator.class, Set.of("stop", "recover", "restart", "abandon", "startNextInstance"))
                    .because("stop says STOPPED while the chunk still runs, and recover can be met by a sleeper:"
                            + " runs are cancelled by their rows, and fenced"),
            noCalls(JobBuilderHelper.class, Set.of("incrementer"))
                    .because("with an incrementer the parameters of a start are ignored"),
            noCalls(
                            ChunkOrientedStepBuilder.class,
                            Set.of(
                                    "taskExecutor",
                                    "faultTolerant",
                                    "retry",
                                    "retryLimit",
                                    "retryPolicy",
                                    "skip",
                                    "skipLimit",
                                    "skipPolicy"))
                    .because(
                            "threads in a chunk work outside its transaction, and a skipped write makes every item its own"),
            noCalls(StepBuilderHelper.class, Set.of("allowStartIfComplete", "startLimit"))
                    .because("what is done is not done again, and a job is restarted as often as it must"),
            noCalls(JobExecution.class, Set.of("getAllFailureExceptions"))
                    .because("it is a set: which failure comes first is chance"),
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework.batch.infrastructure.item.file..",
                            "org.springframework.batch.core.step.tasklet..",
                            "org.springframework.batch.core.step.factory..",
                            "org.springframework.batch.infrastructure.repeat..",
                            "org.springframework.batch.integration..")
                    .because("uploads are read by our own reader, and chunk steps are of one kind"),
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(".*\\.(JobExecutionShutdownHook|TaskExecutorPartitionHandler|RunIdIncrementer"
                            + "|DataFieldMaxValueJobParametersIncrementer|JobParametersIncrementer"
                            + "|DefaultExecutionContextSerializer|EnableBatchProcessing|EnableJdbcJobRepository"
                            + "|DefaultBatchConfiguration|JdbcDefaultBatchConfiguration)")
                    .because("each of them is one of the traps"),
            noClasses()
                    .that()
                    .areMetaAnnotatedWith(Component.class)
                    .should()
                    .beAssignableTo(readersAndWriters())
                    .because("one that is shared by runs or slices loses items: each step makes its own"));

    private TrapRules() {}

    private static ArchRule noCalls(Class<?> type, Set<String> methods) {
        return noClasses()
                .should()
                .accessTargetWhere(JavaAccess.Predicates.target(owner(assignableTo(type)))
                        .and(JavaAccess.Predicates.target(DescribedPredicate.describe(
                                "is one of " + methods, target -> methods.contains(target.getName())))));
    }

    private static DescribedPredicate<JavaClass> readersAndWriters() {
        return assignableTo(ItemReader.class)
                .or(assignableTo(ItemWriter.class))
                .or(assignableTo(ItemProcessor.class))
                .or(assignableTo(ItemStream.class));
    }
}
