"""English words that do not follow the rules: verbs by their forms, nouns by their plurals."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = {
    base: tuple(forms)
    for base, *forms in (
        line.split()
        for line in """
        be is was been being
        have has had had having
        do does did done doing
        go goes went gone going
        arise arises arose arisen arising
        awake awakes awoke awoken awaking
        bear bears bore borne bearing
        beat beats beat beaten beating
        become becomes became become becoming
        begin begins began begun beginning
        bend bends bent bent bending
        bind binds bound bound binding
        blow blows blew blown blowing
        bite bites bit bitten biting
        break breaks broke broken breaking
        breed breeds bred bred breeding
        bring brings brought brought bringing
        build builds built built building
        buy buys bought bought buying
        cast casts cast cast casting
        catch catches caught caught catching
        choose chooses chose chosen choosing
        come comes came come coming
        cost costs cost cost costing
        cut cuts cut cut cutting
        deal deals dealt dealt dealing
        draw draws drew drawn drawing
        drink drinks drank drunk drinking
        drive drives drove driven driving
        eat eats ate eaten eating
        fall falls fell fallen falling
        feed feeds fed fed feeding
        feel feels felt felt feeling
        fight fights fought fought fighting
        find finds found found finding
        fly flies flew flown flying
        forbid forbids forbade forbidden forbidding
        forecast forecasts forecast forecast forecasting
        foresee foresees foresaw foreseen foreseeing
        forget forgets forgot forgotten forgetting
        forgive forgives forgave forgiven forgiving
        freeze freezes froze frozen freezing
        get gets got got getting
        give gives gave given giving
        grow grows grew grown growing
        hang hangs hung hung hanging
        hear hears heard heard hearing
        hide hides hid hidden hiding
        hit hits hit hit hitting
        hold holds held held holding
        hurt hurts hurt hurt hurting
        keep keeps kept kept keeping
        know knows knew known knowing
        lay lays laid laid laying
        lead leads led led leading
        leave leaves left left leaving
        lend lends lent lent lending
        let lets let let letting
        lose loses lost lost losing
        make makes made made making
        mean means meant meant meaning
        meet meets met met meeting
        mistake mistakes mistook mistaken mistaking
        misunderstand misunderstands misunderstood misunderstood misunderstanding
        outdo outdoes outdid outdone outdoing
        overcome overcomes overcame overcome overcoming
        oversee oversees oversaw overseen overseeing
        pay pays paid paid paying
        put puts put put putting
        quit quits quit quit quitting
        read reads read read reading
        rebuild rebuilds rebuilt rebuilt rebuilding
        redo redoes redid redone redoing
        reset resets reset reset resetting
        ride rides rode ridden riding
        ring rings rang rung ringing
        rise rises rose risen rising
        run runs ran run running
        say says said said saying
        see sees saw seen seeing
        seek seeks sought sought seeking
        sell sells sold sold selling
        send sends sent sent sending
        set sets set set setting
        shake shakes shook shaken shaking
        shoot shoots shot shot shooting
        show shows showed shown showing
        shrink shrinks shrank shrunk shrinking
        shut shuts shut shut shutting
        sing sings sang sung singing
        sink sinks sank sunk sinking
        sit sits sat sat sitting
        sleep sleeps slept slept sleeping
        slide slides slid slid sliding
        speak speaks spoke spoken speaking
        speed speeds sped sped speeding
        spend spends spent spent spending
        spin spins spun spun spinning
        split splits split split splitting
        spread spreads spread spread spreading
        spring springs sprang sprung springing
        stand stands stood stood standing
        steal steals stole stolen stealing
        stick sticks stuck stuck sticking
        strike strikes struck struck striking
        swear swears swore sworn swearing
        sweep sweeps swept swept sweeping
                swim swims swam swum swimming
        swing swings swung swung swinging
        take takes took taken taking
        teach teaches taught taught teaching
        tear tears tore torn tearing
        tell tells told told telling
        think thinks thought thought thinking
        throw throws threw thrown throwing
        undergo undergoes underwent undergone undergoing
        understand understands understood understood understanding
        undertake undertakes undertook undertaken undertaking
        undo undoes undid undone undoing
        uphold upholds upheld upheld upholding
        wear wears wore worn wearing
        win wins won won winning
        withdraw withdraws withdrew withdrawn withdrawing
        withhold withholds withheld withheld withholding
        weave weaves wove woven weaving
        withstand withstands withstood withstood withstanding
        write writes wrote written writing
        rewrite rewrites rewrote rewritten rewriting
        """.strip().splitlines()
    )
}
"""Base form -> third person, past, participle, -ing form."""

PLURALS = dict(
    pair.split(":")
    for pair in _words("""
        person:people child:children man:men woman:women foot:feet tooth:teeth goose:geese mouse:mice
        half:halves life:lives shelf:shelves leaf:leaves knife:knives wife:wives self:selves calf:calves
        loaf:loaves thief:thieves wolf:wolves datum:data criterion:criteria phenomenon:phenomena
        analysis:analyses basis:bases crisis:crises thesis:theses hypothesis:hypotheses axis:axes
        hero:heroes potato:potatoes tomato:tomatoes echo:echoes veto:vetoes staff:staff
        equipment:equipment information:information software:software hardware:hardware advice:advice
        series:series species:species
    """)
)
"""Singular -> plural."""

DOUBLING = _words("""
    abet abhor acquit admit allot annul begin commit compel concur confer control defer deter dispel
    embed emit equip excel expel extol forget format fulfil gas instal instil impel incur infer input
    kidnap occur omit outfit output patrol permit prefer program propel rebel recap recur refer
    regret remit repel reset submit transfer transmit unplug unwrap upset worship zigzag
""")
"""Verbs of two syllables or more that double the last consonant: prefer, preferred."""

CLOSED = _words("""
    a an the this that these those my your his her its our their i me you he him she it we us they them
    myself yourself himself herself itself ourselves themselves who whom whose which what where when why
    how if whether because although though while until unless since as than and or nor but so yet for of
    to in on at by from with without within into onto upon over under above below between among through
    during before after about against along across around behind beside besides beyond despite except
    near off out up down per plus via towards toward regarding concerning notwithstanding prior due
    owing can could may might must shall should will would ought cannot not no yes each every any some
    all both either neither much many more most less least few fewer little other another such own same
    only just very too also even still already always never often sometimes ever here there now then
    thus hence therefore however moreover furthermore nevertheless am is are was were been being has had
    does did done please via etc ie eg vs
""")
"""Words that have no inflections worth matching."""

PARTICLES = _words("""
    in on up out off down over back away through forward along around
""")
"""Second parts of phrasal verbs: log in, set up."""

LIGHT = _words("""
    make take do have give get go put come set keep be bring run hold reach carry
""")
"""Verbs that open a phrase: make use of, take into account."""

NOUNS = _words("""
    bath breath cloth sheath wreath
""")
"""Nouns whose verb forms would be those of another word: bath, bathing."""
