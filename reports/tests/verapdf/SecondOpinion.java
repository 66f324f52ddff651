// Asks veraPDF whether PDFs meet PDF/UA-1: java -cp THE-JAR SecondOpinion.java FILE…
//
// veraPDF's own programs read its rules with JAXB, which the jar that we have comes without, so the rules are read here
// from the same XML with what Java brings. One line of output for each file, "PDF <valid> <number of rules> <file>", and
// one for each rule that a file breaks: "RULE <clause>-<test> <how often> <what it says>". A file that cannot be read
// ends the program.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class SecondOpinion {
    static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;
    static final String RULES = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        for (String file : files) {
            tell(file, validate(new File(file), profile), profile);
        }
    }

    static ValidationResult validate(File file, ValidationProfile profile) throws Exception {
        try (GFModelParser parser = GFModelParser.createModelWithFlavour(file, FLAVOUR);
                PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
            return validator.validate(parser);
        }
    }

    static void tell(String file, ValidationResult result, ValidationProfile profile) {
        System.out.printf("PDF %b %d %s%n", result.isCompliant(), profile.getRules().size(), file);
        result.getFailedChecks().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<RuleId, Integer> failed) -> name(failed.getKey())))
                .forEach(failed -> System.out.printf("RULE %s %d %s%n", name(failed.getKey()), failed.getValue(),
                        profile.getRuleByRuleId(failed.getKey()).getDescription()));
    }

    static String name(RuleId id) {
        return id.getClause() + "-" + id.getTestNumber();
    }

    static ValidationProfile profile() throws Exception {
        Element root;
        try (InputStream xml = SecondOpinion.class.getResourceAsStream(RULES)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(FLAVOUR,
                Profiles.profileDetailsFromValues(text(root, "name"), text(root, "description"), "", new Date(0)),
                "", rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()), new ArrayList<>());
    }

    static List<Element> all(Element inside, String name) {
        NodeList found = inside.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int place = 0; place < found.getLength(); place++) {
            elements.add((Element) found.item(place));
        }
        return elements;
    }

    static String text(Element inside, String name) {
        return all(inside, name).get(0).getTextContent();
    }
}
