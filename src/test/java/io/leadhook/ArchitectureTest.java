package io.leadhook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The rules of the design that the compiler does not know. */
@AnalyzeClasses(packages = "io.leadhook", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule the_event_is_pure_java = noClasses()
            .that()
            .resideInAPackage("io.leadhook.event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..", "org.springframework..", "java.sql..", "javax.sql..", "io.vertx..")
            .orShould()
            .dependOnClassesThat(resideInAPackage("io.leadhook..").and(resideOutsideOfPackages("io.leadhook.event..")))
            .because("what a lead event is must not depend on how it travels");

    @ArchTest
    static final ArchRule nothing_leans_on_the_console = onlyUsedBy("console");

    @ArchTest
    static final ArchRule nothing_leans_on_the_upkeep = onlyUsedBy("upkeep");

    @ArchTest
    static final ArchRule nothing_leans_on_the_demo = onlyUsedBy("demo");

    @ArchTest
    static final ArchRule only_main_runs_commands = onlyUsedBy("command", "io.leadhook");

    @ArchTest
    static final ArchRule only_the_console_shows_what_the_watch_sees = onlyUsedBy("watch", "io.leadhook.console..");

    private static ArchRule onlyUsedBy(String top, String... allowed) {
        String[] users = Stream.concat(Stream.of("io.leadhook." + top + ".."), Stream.of(allowed))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.leadhook." + top + "..")
                .because("the pipeline must run, and be tested, without what is on top of it");
    }

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.leadhook.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .because("a constructor says what a class needs and a test can give it");

    @ArchTest
    static final ArchRule only_commands_print = noClasses()
            .that()
            .resideOutsideOfPackage("io.leadhook.command..")
            .and()
            .doNotHaveFullyQualifiedName("io.leadhook.Leadhook")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("the hub logs");

    private static final String ONLY_WHAT_SPRING_HAS =
            "a condition is decided when the jar is built, and ProcessedContext takes all keys of leadhook for harmless";

    @ArchTest
    static final ArchRule no_class_hangs_on_a_key_of_ours = noClasses()
            .that()
            // On a key of Spring's, which ProcessedContext looks for.
            .doNotHaveSimpleName("DestinationMBeans")
            .should()
            .beMetaAnnotatedWith("org.springframework.context.annotation.Conditional")
            .because(ONLY_WHAT_SPRING_HAS);

    @ArchTest
    static final ArchRule no_bean_hangs_on_a_key_of_ours = noMethods()
            .should()
            .beMetaAnnotatedWith("org.springframework.context.annotation.Conditional")
            .because(ONLY_WHAT_SPRING_HAS);

    @ArchTest
    static final ArchRule the_time_comes_from_a_clock = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests set the clock; for durations there is System.nanoTime()");

    @ArchTest
    static final ArchRule there_is_one_way_to_log =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.apache.log4j..");

    @ArchTest
    static final ArchRule loggers_belong_to_their_class = fields().that()
            .haveRawType("org.slf4j.Logger")
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)$")
            .because("such a name says only that no better one was looked for");

    @ArchTest
    static final ArchRule processors_are_called_so = classes()
            .that()
            .areAssignableTo("org.apache.camel.Processor")
            .and(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("can be named by a route") {
                @Override
                public boolean test(JavaClass type) {
                    return !wrapsAnother(type)
                            && !type.isAssignableTo("org.apache.camel.Producer")
                            && !type.isAnonymousClass();
                }
            })
            .should()
            .haveSimpleNameEndingWith("Processor")
            .allowEmptyShould(true);

    /** Such as the guard around a route: no route can name it. */
    private static boolean wrapsAnother(JavaClass type) {
        return type.getFields().stream()
                .anyMatch(field -> field.getRawType().isAssignableTo("org.apache.camel.Processor"));
    }
}
