package dev.orgworks.domain.testing;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Component;

/** The rules that every module's classes are held to; each module's architecture test calls them for its own package. */
public final class HouseRules {

    private static final int MOST_PARAMETERS = 5;

    private HouseRules() {}

    /** The classes of a package, without tests. */
    public static JavaClasses classesOf(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** Every rule that needs nothing but the package. */
    public static void check(String root) {
        JavaClasses own = classesOf(root);
        slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(own);
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Manager|Helper)")
                .because("a class is named for the thing or the act that it is")
                .check(own);
        fields().should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .andShould()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .because("constructors take what a class needs, settings are records")
                .check(own);
        classes()
                .that()
                .areMetaAnnotatedWith(Component.class)
                .should(have(fewConstructorParameters()))
                .because("a longer constructor is a split not yet made")
                .allowEmptyShould(true)
                .check(own);
        noClasses()
                .should()
                .callMethod("java.time.Instant", "now")
                .orShould()
                .callMethod("java.time.LocalDate", "now")
                .orShould()
                .callMethod("java.time.LocalDateTime", "now")
                .orShould()
                .callMethod("java.lang.System", "currentTimeMillis")
                .because("time is an injected InstantSource")
                .check(own);
        classes()
                .should(have(DescribedPredicate.describe(
                        "a package-info with @NullMarked",
                        owner -> owner.getPackage().isAnnotatedWith(NullMarked.class))))
                .check(own);
    }

    /**
     * Each feature uses only what its signboard says.
     *
     * @param root the package whose direct sub-packages are the features
     * @param allowed for every feature those that it may use
     */
    public static void checkDependencies(String root, Map<String, Set<String>> allowed) {
        JavaClasses own = classesOf(root);
        allowed.forEach((feature, uses) -> noClasses()
                .that()
                .resideInAPackage(root + "." + feature + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of features other than " + uses, target -> isOtherFeature(target, root, feature, uses)))
                .check(own));
        classes()
                .should(have(DescribedPredicate.describe(
                        "a feature that the table knows",
                        owner -> feature(owner, root).isEmpty() || allowed.containsKey(feature(owner, root)))))
                .check(own);
    }

    private static boolean isOtherFeature(JavaClass target, String root, String feature, Set<String> uses) {
        String other = feature(target, root);
        return !other.isEmpty() && !other.equals(feature) && !uses.contains(other);
    }

    /** The feature's name; empty for classes of the root itself and of anything else. */
    private static String feature(JavaClass owner, String root) {
        String name = owner.getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1).split("\\.", -1)[0] : "";
    }

    private static DescribedPredicate<JavaClass> fewConstructorParameters() {
        return DescribedPredicate.describe(
                "at most " + MOST_PARAMETERS + " constructor parameters",
                owner -> owner.getConstructors().stream()
                        .map(JavaConstructor::getParameters)
                        .allMatch(parameters -> parameters.size() <= MOST_PARAMETERS));
    }
}
