//! The words by which headers say what a column holds: English, French, Spanish, Portuguese; folded, and separated
//! by bars.

/// Headers that name an identifier, as a whole.
pub(super) const ID: &str = "\
    id|identifier|identifiant|identificador|uuid|guid|username|user name|handle|orcid|matricula|\
    numero de identificacion|member code|participant code|participant number|respondent|codigo|key";
/// Words that end such a header: `RespondentID`.
pub(super) const ID_END: &str = "id|uuid|guid";
/// A person's contact: an identifier at most, never an answer to compare.
pub(super) const EMAIL: &str = "\
    email|e mail|mail|email address|correo|correo electronico|courriel|adresse mail|adresse email|\
    correio eletronico|endereco de email";
pub(super) const CONTACT: &str = "\
    phone|phone number|telephone|mobile|mobile number|whatsapp|telefono|celular|telefone|address|postal address|\
    ip address|ip|linkedin|twitter|website|url|direccion|adresse|endereco";
/// What survey tools add about the answering itself.
pub(super) const RECORD: &str = "\
    timestamp|start date|end date|date created|date modified|submitted at|submission date|recorded date|\
    recordeddate|startdate|enddate|collector id|collectorid|response status|progress|finished|duration in seconds|\
    user language|distribution channel|horodateur|marca temporal|carimbo de data hora";
/// Headers that name the member, as a whole.
pub(super) const NAME: &str = "\
    name|full name|your name|your full name|member|member name|participant|participant name|display name|person|\
    mentor name|first and last name|name and surname|nombre|nombre completo|nombre y apellido|nombre y apellidos|\
    nombres y apellidos|nom|nom complet|nom et prenom|nom prenom|prenom et nom|nome|nome completo|nome e sobrenome|\
    organisation name|organization name|name of organisation|name of organization|name of the organisation|\
    name of the organization|name of your organisation|name of your organization|nom de l organisation|\
    nombre de la organizacion|nome da organizacao|team name";
pub(super) const GIVEN_NAME: &str = "\
    first name|firstname|given name|given names|forename|prenom|prenoms|nombres|primeiro nome|primer nombre";
pub(super) const FAMILY_NAME: &str = "\
    last name|lastname|surname|family name|apellido|apellidos|nom de famille|sobrenome|apelido";
/// Headers that ask which part someone takes.
pub(super) const ROLE: &str = "\
    role|roles|type|i am a|i am|join as|joining as|participate as|participating as|register as|mentor or mentee|rol|\
    tipo|papel|funcao|soy|sou|je suis|participo como|status";
/// Headers that ask, with yes or no, whether someone coaches.
pub(super) const COACHES: &str = "\
    be a mentor|be a coach|become a mentor|become a coach|willing to mentor|willing to coach|can mentor|can coach|\
    like to mentor|like to coach|is mentor|is coach|act as mentor|act as a mentor|ser mentor|ser mentora|\
    etre mentor|ser coach|etre coach";
/// The same as a whole header.
pub(super) const COACH: &str = "mentor|coach|expert|mentors|coaches";
pub(super) const CAPACITY: &str = "\
    capacity|can coach|can mentor|how many mentees|how many learners|max mentees|maximum mentees|number of mentees|max learners|\
    maximum number of mentees|mentees max|mentee capacity|how many people can you|capacidad|capacite|capacidade|\
    cuantos aprendices|combien de mentores|quantos mentorados";
/// What a member wants to learn.
pub(super) const NEEDS: &str = "\
    need|needs|needed|to learn|learning goal|learning goals|learning needs|want to improve|challenge|challenges|\
    looking for|seeking|support wanted|help wanted|get help|besoin|besoins|apprendre|defi|defis|\
    objectifs d apprentissage|necesidad|necesidades|aprender|reto|retos|desafio|desafios|objetivos de aprendizaje|\
    necessidade|necessidades|objetivos de aprendizagem|busco|je cherche|procuro";
/// The same in a table that also says what members can teach.
pub(super) const NEEDS_PERHAPS: &str = "\
    interest|interests|interested in|goal|goals|objectives|interet|interets|objectif|objectifs|interes|intereses|\
    objetivo|objetivos|interesse|interesses";
/// What a member can teach.
pub(super) const OFFERS: &str = "\
    offer|offers|offered|offering|can teach|to teach|could teach|can share|to share|can help|can contribute|\
    mentor in|coach in|mentoring topics|tags|skill|skills|strength|strengths|offre|offres|peux enseigner|\
    peux partager|enseigner|partager|competence|competences|atouts|points forts|oferta|ofertas|ofrezco|ofrece|\
    ensenar|compartir|habilidad|habilidades|fortaleza|fortalezas|competencias|ofereco|oferece|ensinar|compartilhar|\
    pontos fortes";
/// The same in a table that also says what members want to learn.
pub(super) const OFFERS_PERHAPS: &str = "\
    expertise|expertise areas|areas of expertise|experience in|knowledge|good at|experto en|experiencia en|\
    domaines d expertise|areas de experiencia|areas de especialidade|especialidad|especialidade|conocimientos|\
    connaissances|conhecimentos";
/// Themes for sub-communities; the options of such questions may be ranked.
pub(super) const THEMES: &str = "\
    theme|themes|topic|topics|thematic|thematique|thematiques|tema|temas|tematica|tematicas|track|sub communities|\
    sub community|subcommunities|communities of practice|working groups|sous communautes|subcomunidades|tracks|\
    first choice|second choice|third choice|1st choice|2nd choice|3rd choice|choice 1|choice 2|choice 3|\
    primera opcion|segunda opcion|tercera opcion|premier choix|deuxieme choix|troisieme choix|primeira opcao|\
    segunda opcao|terceira opcao";
/// Questions that take several answers.
pub(super) const SEVERAL: &str = "\
    select all|all that apply|check all|choose all|tick all|languages|langues|idiomas|lenguas|linguas|interests|\
    fields|areas|subjects|sectors|skills|tags|topics|domains|hobbies|tools|seleccione todas|todas las que|\
    plusieurs reponses|cochez|selecione todas|varias opciones";
pub(super) const TIME_ZONE: &str = "\
    time zone|timezone|utc|utc offset|gmt|gmt offset|fuseau|fuseau horaire|zona horaria|huso horario|fuso|\
    fuso horario";
/// Numbers that count something and are no rating.
pub(super) const COUNT: &str = "\
    how many|number of|no of|count|total|years|children|size|employees|students|schools|budget|age|nombre de|\
    combien|cuantos|cuantas|numero de|quantos|quantas|anos|ans|edad|idade|year";
/// Numbers that only name something.
pub(super) const CODE: &str = "\
    code|codes|zip|zip code|postcode|postal code|dial|numeric|codigo|codigo postal|code postal|cep|isbn|m49";

pub(super) const LANGUAGE: &str = "\
    language|languages|langue|langues|idioma|idiomas|lengua|lenguas|lingua|linguas|spoken";
pub(super) const PLACE: &str = "\
    country|countries|region|regions|location|city|state|province|continent|district|county|nationality|pays|ville|\
    pais|ciudad|estado|provincia|cidade|regiao|regional|lugar|where";
pub(super) const GENDER: &str = "gender|sex|genre|genero|sexo|sexe|pronouns";
pub(super) const ORGANISATION: &str = "\
    organisation|organization|organisations|organizations|institution|company|employer|school|university|department|\
    affiliation|team|ngo|organizacion|institucion|empresa|escuela|universidad|entreprise|ecole|universite|\
    organizacao|instituicao|escola|universidade";
pub(super) const OCCUPATION: &str = "\
    occupation|job|job title|position|profession|career|title|role|sector|industry|puesto|cargo|profesion|ocupacion|\
    poste|metier|secteur|profissao|ocupacao|setor";
/// As a whole header: other things have an age too.
pub(super) const AGE: &str = "\
    age|your age|what is your age|how old are you|age group|age range|age band|edad|tu edad|grupo de edad|\
    rango de edad|tranche d age|votre age|idade|faixa etaria";
pub(super) const FIELD: &str = "\
    expertise|field|fields|area|areas|domain|domains|discipline|disciplines|subject|subjects|focus|interest|\
    interests|domaine|domaines|campo|campos|especialidad|materia|materias|disciplina|disciplinas|skills|tags";
pub(super) const STAGE: &str = "stage|phase|maturity|etapa|fase|etape|estagio";
/// Needs that no member can teach another about.
pub(super) const NO_TOPICS: &str = "\
    dietary|accessibility|special needs|access needs|diet|allergies|alimentarias|alimentaires";
/// Remarks that close a form.
pub(super) const REMARKS: &str = "\
    anything else|comment|comments|remark|remarks|feedback|additional information|other information|notes|questions|\
    comentario|comentarios|observaciones|commentaire|commentaires|remarques|observacoes";
